// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.spi.BackendFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The stores that this program brings along, and the jars of others that were named. */
final class StoreJars implements AutoCloseable {
    /** What each of Cachex's own stores needs beside its own jar. */
    private static final Map<String, String> NEEDED = new TreeMap<>(Map.of(
            "dynamodb", "the SDK of AWS that it depends on",
            "file", "",
            "jdbc", "the driver of the database",
            "memcached", "",
            "redis", "Jedis"));

    private final URLClassLoader loader;

    /**
     * Creates those of {@code jars}.
     *
     * @throws Failure when one is not there
     */
    StoreJars(List<Path> jars) {
        for (Path jar : jars) {
            if (!Files.exists(jar)) {
                throw new Failure(
                        ExitCode.USAGE, "--class-path=" + jar + ": is not there; name jars and folders of classes");
            }
        }
        loader = new URLClassLoader(
                jars.stream().map(StoreJars::url).toArray(URL[]::new), StoreJars.class.getClassLoader());
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    ClassLoader loader() {
        return loader;
    }

    /**
     * Looks whether the store that {@code config} means is there.
     *
     * @throws Failure when its jar misses
     */
    void check(ApplicationConfig config) {
        Set<String> found = ServiceLoader.load(BackendFactory.class, loader).stream()
                .map(provider -> provider.get().type())
                .collect(Collectors.toSet());
        Optional<String> type =
                config.get("cachex.backend.type").map(String::strip).filter(text -> !text.isEmpty());
        NEEDED.forEach((store, needed) -> {
            if (!found.contains(store) && type.map(store::equals).orElseGet(() -> isNamed(config, store))) {
                throw new Failure(
                        ExitCode.CONFIGURATION,
                        (type.isPresent() ? "cachex.backend.type=" + store : "cachex.backend." + store + ".*")
                                + ": this program does not bring the store " + store
                                + "; name its jar by --class-path, cachex-backend-" + store
                                + (needed.isEmpty() ? "" : ", and " + needed));
            }
        });
    }

    /** A backend of this name may be of another type, which is there or is told of by the engine. */
    private static boolean isNamed(ApplicationConfig config, String store) {
        if (config.get("cachex.backend." + store + ".type").isPresent()) {
            return false;
        }
        String begin = "CACHEX_BACKEND_" + store.toUpperCase(Locale.ROOT) + '_';
        return config.names().stream()
                .anyMatch(name -> name.toUpperCase(Locale.ROOT)
                        .replaceAll("[^A-Z0-9]", "_")
                        .startsWith(begin));
    }

    /** Runs {@code step} where drivers of databases are looked for in these jars. */
    <T> T within(Supplier<T> step) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return step.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
