// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.core.key.DefaultKeyGenerator;
import io.github.cachex.core.key.MethodTemplate;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.KeyGenerator;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the keys of a method's calls from their arguments. Immutable. */
final class MethodKeys {
    /** Makes the id of a key. */
    @FunctionalInterface
    interface Ids {
        String of(@Nullable Object[] arguments);
    }

    /** Binds a template to a method. */
    @FunctionalInterface
    interface Compiler {
        MethodTemplate compile(String template, Method method);
    }

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}");

    private final Ids ids;
    private final Optional<String> form;
    private final Optional<NearKeys> near;

    private MethodKeys(Ids ids, Optional<String> form, Optional<IntStream> positions) {
        this.ids = ids;
        this.form = form;
        this.near = positions.map(taking -> new NearKeys(taking.distinct().toArray()));
    }

    /** Reads the template, if there is one; empty if it is wrong, or no key can be made of the arguments. */
    static Optional<MethodKeys> read(Site site, Kind kind, Optional<String> template) {
        if (template.isPresent()) {
            return template(site, kind, " ", template.get())
                    .map(compiled ->
                            new MethodKeys(compiled::id, Optional.of(emptied(template.get())), compiled.positions()));
        }
        Method method = site.method();
        if (site.generator().isPresent()) {
            // What the application makes keys from is its own affair: it need not be the arguments alone.
            KeyGenerator own = site.generator().get();
            return Optional.of(
                    new MethodKeys(arguments -> own.generate(method, arguments), Optional.empty(), Optional.empty()));
        }
        List<String> wrong = DefaultKeyGenerator.problems(method);
        wrong.forEach(problem -> site.problem(kind, " key: " + problem));
        if (!wrong.isEmpty()) {
            return Optional.empty();
        }
        KeyGenerator builtIn = new DefaultKeyGenerator();
        return Optional.of(new MethodKeys(
                arguments -> builtIn.generate(method, arguments),
                Optional.of(DefaultKeyGenerator.form(method)),
                Optional.of(IntStream.of(DefaultKeyGenerator.positions(method)))));
    }

    /** Reads one template; empty if it is wrong. */
    static Optional<MethodTemplate> template(Site site, Kind kind, String member, String template) {
        return template(site, kind, member, template, MethodTemplate::compile);
    }

    /** Returns what {@code compiler} makes of one template; empty if it is wrong. */
    static Optional<MethodTemplate> template(Site site, Kind kind, String member, String template, Compiler compiler) {
        try {
            return Optional.of(compiler.compile(template, site.method()));
        } catch (CacheKeyException e) {
            site.problem(kind, member + e.getMessage());
            return Optional.empty();
        }
    }

    /** Returns {@code template} with a letter in place of each argument, for checks of what is around them. */
    static String sample(String template) {
        return PLACEHOLDER.matcher(template).replaceAll("x");
    }

    private static String emptied(String template) {
        return PLACEHOLDER.matcher(template).replaceAll("{}");
    }

    /** Returns the ids of all calls, with {@code {}} in place of each argument; empty where the application makes them. */
    Optional<String> form() {
        return form;
    }

    /** Returns the id of the key for a call with {@code arguments}. */
    String id(@Nullable Object[] arguments) {
        return ids.of(arguments);
    }

    /** Returns the key for a call with {@code arguments} that is made without its id; null where there is none. */
    @Nullable
    Object near(@Nullable Object[] arguments) {
        return near.isPresent() ? near.get().of(arguments) : null;
    }
}
