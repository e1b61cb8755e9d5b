// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.core.config.ConfigSource;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration of an application, as its own environment and files have it: variables of the environment before files, of which
 * the first that has a key says it. Expressions ({@code ${NAME}}, {@code ${NAME:default}}) are resolved from both.
 */
final class ApplicationConfig implements ConfigSource {
    /** Is taken from the environment alone: whoever may read a file of settings need not read values. */
    static final String ENCRYPTION_KEYS = "cachex.encryption.keys";

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^{}:]+)(?::([^{}]*))?}");
    private static final int DEEPEST = 8;

    private final Map<String, String> environment;
    private final Map<String, String> files;
    private final Map<String, String> own;

    private ApplicationConfig(Map<String, String> environment, Map<String, String> files, Map<String, String> own) {
        this.environment = environment;
        this.files = files;
        this.own = own;
    }

    /**
     * Reads {@code files} of properties beside {@code environment}.
     *
     * @throws Failure when one cannot be read
     */
    static ApplicationConfig read(Map<String, String> environment, List<Path> files) {
        Map<String, String> read = new HashMap<>();
        for (Path file : files) {
            properties(file).forEach((key, value) -> read.putIfAbsent(String.valueOf(key), String.valueOf(value)));
        }
        return new ApplicationConfig(environment, read, Map.of());
    }

    private static Properties properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
            return properties;
        } catch (NoSuchFileException e) {
            throw new Failure(ExitCode.CONFIGURATION, "--config=" + file + ": is not there; name a file of properties");
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(
                    ExitCode.CONFIGURATION,
                    "--config=" + file + ": cannot be read (" + e.getClass().getSimpleName()
                            + "); name a file of properties in UTF-8");
        }
    }

    /** Returns this with {@code own} in the place of what the application says. */
    ApplicationConfig with(Map<String, String> own) {
        return new ApplicationConfig(environment, files, own);
    }

    /** Returns whether the keys of encryption are in a file, where they are not taken from. */
    boolean hasUnusedEncryptionKeys() {
        return files.containsKey(ENCRYPTION_KEYS) && get(ENCRYPTION_KEYS).isEmpty();
    }

    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(own.get(key)).or(() -> said(key).map(text -> resolved(key, text, 0)));
    }

    private Optional<String> said(String key) {
        String plain = key.replaceAll("[^A-Za-z0-9]", "_");
        return Optional.ofNullable(environment.get(key))
                .or(() -> Optional.ofNullable(environment.get(plain)))
                .or(() -> Optional.ofNullable(environment.get(plain.toUpperCase(Locale.ROOT))))
                .or(() -> key.equals(ENCRYPTION_KEYS) ? Optional.empty() : Optional.ofNullable(files.get(key)));
    }

    private String resolved(String key, String text, int depth) {
        Matcher expression = EXPRESSION.matcher(text);
        if (!expression.find()) {
            return text;
        }
        if (depth == DEEPEST) {
            throw new Failure(ExitCode.CONFIGURATION, key + ": its expressions name each other; write what is meant");
        }
        StringBuilder all = new StringBuilder();
        do {
            String name = expression.group(1);
            Optional<String> found = said(name).or(() -> Optional.ofNullable(expression.group(2)));
            String value = found.orElseThrow(() -> new Failure(
                    ExitCode.CONFIGURATION,
                    key + "=${" + ShownText.of(name) + "}: " + ShownText.of(name)
                            + " is not set; set it in the environment or in a file of --config"));
            expression.appendReplacement(all, Matcher.quoteReplacement(value));
        } while (expression.find());
        return resolved(key, expression.appendTail(all).toString(), depth + 1);
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(environment.keySet());
        names.addAll(files.keySet());
        if (!environment.containsKey(ENCRYPTION_KEYS)) {
            names.remove(ENCRYPTION_KEYS);
        }
        names.addAll(own.keySet());
        return names;
    }

    @Override
    public boolean mayChange() {
        return false;
    }
}
