// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.CacheOptions;
import io.github.cachex.CachexValue;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.core.config.CacheSettings;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Reads what a {@code CachexFetch} or {@code CachexPut} asks for. */
final class ValueReader {
    /** Whatever is configured, an annotated method is never failed by a sick backend. */
    private static final CacheOptions DEGRADE = CacheOptions.defaults().backendErrors(ErrorPolicy.DEGRADE);

    /** Stands for a name that is wrong. */
    private static final String FALLBACK = "default";

    private final Site site;
    private final Kind kind;

    ValueReader(Site site, Kind kind) {
        this.site = site;
        this.kind = kind;
    }

    /** Returns the plan of {@code annotation}; empty if something is wrong with it. */
    Optional<MethodPlan> read(Annotation annotation) {
        Method method = site.method();
        Written written = new Written(site, kind, annotation);
        Optional<String> cache = written.cache();
        Optional<MethodKeys> keys = MethodKeys.read(site, kind, written.text("key"));
        Optional<TagTemplates> tags = TagTemplates.read(site, kind, written.tags());
        OptionalInt storedArgument = kind == Kind.PUT ? storedArgument() : OptionalInt.empty();
        Optional<Answer> answer = storedArgument.isPresent()
                ? answer(method.getGenericParameterTypes()[storedArgument.getAsInt()])
                : returned();
        Optional<Choice> choice = answer.flatMap(known -> Choice.read(site, kind, written, known.value()));
        Optional<CacheOptions> instead = kind == Kind.FETCH
                ? answer.flatMap(known -> DefaultValue.read(site, written, known))
                : Optional.of(CacheOptions.defaults());
        // Read in any case, since the configuration keeps what is wrong with the members.
        CacheSettings settings = site.configuration()
                .method(cache.orElse(FALLBACK), site.bean(), method.getName(), kind.simpleName(), written.texts())
                .with(DEGRADE);
        if (cache.isEmpty()
                || keys.isEmpty()
                || tags.isEmpty()
                || answer.isEmpty()
                || choice.isEmpty()
                || instead.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MethodPlan(
                cache.get(),
                keys.get(),
                answer.get(),
                Answer.isStage(GenericTypes.raw(returnType())),
                storedArgument,
                settings.with(instead.get()),
                tags.get(),
                choice.get()));
    }

    private OptionalInt storedArgument() {
        Method method = site.method();
        int[] marked = IntStream.range(0, method.getParameterCount())
                .filter(i -> method.getParameters()[i].isAnnotationPresent(CachexValue.class))
                .toArray();
        if (marked.length == 0) {
            return OptionalInt.empty();
        }
        if (marked.length > 1) {
            site.problems().accept("@CachexValue marks " + marked.length + " parameters; mark the one to store");
        }
        if (!answersNothing()) {
            site.problems()
                    .accept(
                            "@CachexValue on a method that returns a value, which is what is stored; remove @CachexValue");
        }
        return OptionalInt.of(marked[0]);
    }

    private boolean answersNothing() {
        return returnType() == void.class
                || Answer.isStage(GenericTypes.raw(returnType()))
                        && Answer.promised(returnType())
                                .filter(promised -> promised == Void.class)
                                .isPresent();
    }

    private Type returnType() {
        return GenericTypes.of(site.bean()).resolve(site.method().getGenericReturnType());
    }

    private Optional<Answer> returned() {
        Class<?> raw = GenericTypes.raw(returnType());
        if (raw == void.class || kind == Kind.PUT && answersNothing()) {
            site.problems()
                    .accept(
                            kind == Kind.FETCH
                                    ? "@CachexFetch on a void method, which returns nothing to cache; return the value"
                                    : "@CachexPut on a void method without @CachexValue; mark the parameter to store with it");
            return Optional.empty();
        }
        if (!Answer.isStage(raw)) {
            return answer(returnType());
        }
        Optional<Type> promised = Answer.promised(returnType());
        if (promised.isEmpty()) {
            site.problem(
                    kind,
                    ": " + raw.getSimpleName() + " does not say of what; write for example " + raw.getSimpleName()
                            + "<String>");
        }
        return promised.flatMap(this::answer);
    }

    /** Returns what is declared as {@code type}; empty if it cannot be cached. */
    private Optional<Answer> answer(Type type) {
        Type value = boxed(GenericTypes.of(site.bean()).resolve(type));
        Optional<String> problem = Cacheable.problem(value);
        problem.ifPresent(why -> site.problem(kind, ": " + why));
        return problem.isPresent() ? Optional.empty() : Optional.of(Answer.of(value));
    }

    private static Type boxed(Type type) {
        return type instanceof Class<?> plain && plain.isPrimitive()
                ? MethodType.methodType(plain).wrap().returnType()
                : type;
    }
}
