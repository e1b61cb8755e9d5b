// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.core.key.DefaultKeyGenerator;
import io.github.cachex.core.key.MethodTemplate;
import io.github.cachex.core.key.TemplateScope;
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

    /** Names the part of a key that is null for a call, if there is one. */
    @FunctionalInterface
    interface Nulls {
        Optional<String> of(@Nullable Object[] arguments);
    }

    /** Binds a template to a method. */
    @FunctionalInterface
    interface Compiler {
        MethodTemplate compile(String template, TemplateScope scope);
    }

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*}");

    private final Ids ids;
    private final Nulls nulls;
    private final Optional<KeyForm> form;
    private final Optional<NearKeys> near;
    private final boolean ofResult;

    private MethodKeys(Ids ids, Nulls nulls, Optional<KeyForm> form, Optional<IntStream> positions, boolean ofResult) {
        this.ids = ids;
        this.nulls = nulls;
        this.form = form;
        this.near = positions.map(taking -> new NearKeys(taking.distinct().toArray()));
        this.ofResult = ofResult;
    }

    /** Reads the template, if there is one; empty if it is wrong, or no key can be made of the arguments. */
    static Optional<MethodKeys> read(
            AnnotatedBeanMethod annotated, CacheAnnotation kind, Optional<String> template, TemplateScope scope) {
        if (template.isPresent()) {
            return template(annotated, kind, " ", template.get(), scope, MethodTemplate::compile)
                    .map(compiled -> of(template.get(), compiled, annotated.method()));
        }
        Method method = annotated.method();
        if (annotated.generator().isPresent()) {
            // What the application makes keys from is its own affair: it need not be the arguments alone.
            KeyGenerator own = annotated.generator().get();
            return Optional.of(new MethodKeys(
                    arguments -> generated(own, method, arguments),
                    arguments -> Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false));
        }
        List<String> wrong = DefaultKeyGenerator.problems(scope);
        wrong.forEach(problem -> annotated.problem(kind, " key: " + problem));
        return wrong.isEmpty() ? Optional.of(generated(annotated.bean(), method)) : Optional.empty();
    }

    /** Returns the keys that {@code template}, compiled to {@code compiled}, makes for {@code method}. */
    static MethodKeys of(String template, MethodTemplate compiled, Method method) {
        boolean ofResult = compiled.reaches(method.getParameterCount());
        return new MethodKeys(
                compiled::id,
                compiled::nullReference,
                Optional.of(form(template, compiled)),
                ofResult ? Optional.empty() : compiled.positions(),
                ofResult);
    }

    private static String generated(KeyGenerator own, Method method, @Nullable Object[] arguments) {
        try {
            return own.generate(method, arguments);
        } catch (CacheKeyException e) {
            // Told apart from a mistake in the method's own key by its cause.
            throw new CacheKeyException(
                    "the key generator " + own.getClass().getName() + " failed: " + e.getMessage(), e);
        }
    }

    private static MethodKeys generated(Class<?> bean, Method method) {
        KeyGenerator builtIn = new DefaultKeyGenerator(bean);
        int[] positions = DefaultKeyGenerator.positions(method);
        return new MethodKeys(
                arguments -> builtIn.generate(method, arguments),
                arguments -> IntStream.of(positions)
                        .filter(position -> arguments[position] == null)
                        .mapToObj(position -> "{" + position + "}")
                        .findFirst(),
                Optional.of(form(bean, method)),
                Optional.of(IntStream.of(positions)),
                false);
    }

    /** Reads one template; empty if it is wrong. */
    static Optional<MethodTemplate> template(
            AnnotatedBeanMethod annotated, CacheAnnotation kind, String member, String template) {
        return template(annotated, kind, member, template, annotated.scope(), MethodTemplate::compile);
    }

    /** Returns what {@code compiler} makes of one template; empty if it is wrong. */
    static Optional<MethodTemplate> template(
            AnnotatedBeanMethod annotated,
            CacheAnnotation kind,
            String member,
            String template,
            TemplateScope scope,
            Compiler compiler) {
        try {
            return Optional.of(compiler.compile(template, scope));
        } catch (CacheKeyException e) {
            annotated.problem(kind, member + e.getMessage());
            return Optional.empty();
        }
    }

    /** Returns {@code template} with a letter in place of each argument, for checks of what is around them. */
    static String sample(String template) {
        return PLACEHOLDER.matcher(template).replaceAll("x");
    }

    /** Returns {@code template} with {@code {}} in place of each argument. */
    static String emptied(String template) {
        return PLACEHOLDER.matcher(template).replaceAll("{}");
    }

    /** Returns the form of keys that {@code template} makes, compiled to {@code compiled}. */
    static KeyForm form(String template, MethodTemplate compiled) {
        return new KeyForm(emptied(template), KeyForm.Source.TEMPLATE, compiled.types());
    }

    /** Returns the form of keys that are made of the arguments of {@code method} of {@code bean}. */
    static KeyForm form(Class<?> bean, Method method) {
        return new KeyForm(
                DefaultKeyGenerator.form(method), KeyForm.Source.GENERATED, DefaultKeyGenerator.types(bean, method));
    }

    /** Returns the ids of all calls, with {@code {}} in place of each argument; empty where the application makes them. */
    Optional<KeyForm> form() {
        return form;
    }

    /** Returns whether the result takes part, which then comes after the last argument. */
    boolean areOfResult() {
        return ofResult;
    }

    /** Returns the id of the key for a call with {@code arguments}. */
    String id(@Nullable Object[] arguments) {
        return ids.of(arguments);
    }

    /** Returns what names the part of the key that is null for a call with {@code arguments}; empty if there is none. */
    Optional<String> nullPart(@Nullable Object[] arguments) {
        return nulls.of(arguments);
    }

    /** Returns the key for a call with {@code arguments} that is made without its id; null where there is none. */
    @Nullable
    Object near(@Nullable Object[] arguments) {
        return near.isPresent() ? near.get().of(arguments) : null;
    }
}
