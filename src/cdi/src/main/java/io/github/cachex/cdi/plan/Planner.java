// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.CacheOptions;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.key.DefaultKeyGenerator;
import io.github.cachex.core.key.MethodTemplate;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.KeyGenerator;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Makes plans from annotations and configuration, and says what is wrong with them. Thread-safe. */
public final class Planner {
    /** Whatever is configured, an annotated method is never failed by a sick backend. */
    private static final CacheOptions DEGRADE = CacheOptions.defaults().backendErrors(ErrorPolicy.DEGRADE);

    /** Stands for a name that is wrong. */
    private static final String FALLBACK = "default";

    private final Configuration configuration;
    private final Optional<KeyGenerator> generator;

    /** Creates one that makes generated keys with {@code generator}, or with the built-in one if empty. */
    public Planner(Configuration configuration, Optional<KeyGenerator> generator) {
        this.configuration = configuration;
        this.generator = generator;
    }

    /**
     * Returns the plan of {@code method} of {@code bean} for {@code kind}, or empty if it has no such annotation.
     *
     * @throws CacheConfigurationException with all mistakes, which deployment should have found
     */
    public Optional<MethodPlan> plan(Class<?> bean, Method method, Kind kind) {
        Annotation annotation = method.getAnnotation(kind.annotation());
        if (annotation == null) {
            return Optional.empty();
        }
        List<String> problems = new ArrayList<>();
        Optional<MethodPlan> plan = plan(bean, method, kind, annotation, problems::add);
        if (plan.isEmpty()) {
            throw new CacheConfigurationException(problems.stream()
                    .map(problem -> MethodNames.of(bean, method) + ": " + problem)
                    .toList());
        }
        return plan;
    }

    /** Tells {@code problems} what is wrong with the annotations of {@code method} of {@code bean}, each with its remedy. */
    public void check(Class<?> bean, Method method, Consumer<String> problems) {
        for (Kind kind : Kind.values()) {
            Annotation annotation = method.getAnnotation(kind.annotation());
            if (annotation != null) {
                plan(bean, method, kind, annotation, problems);
            }
        }
        checkTogether(bean, method, problems);
    }

    /**
     * Returns the named cache in which a fetch {@code method} has a key made from its arguments alone; empty where its key is
     * written, the application makes it, or the cache is the method's own.
     */
    public Optional<String> cacheOfGeneratedKey(Class<?> bean, Method method) {
        boolean generated = method.isAnnotationPresent(CachexFetch.class)
                && generator.isEmpty()
                && written(bean, method, Kind.FETCH, "key").isEmpty();
        return generated ? written(bean, method, Kind.FETCH, "cache") : Optional.empty();
    }

    private void checkTogether(Class<?> bean, Method method, Consumer<String> problems) {
        if (method.isAnnotationPresent(CachexFetch.class)) {
            for (Kind other : List.of(Kind.PUT, Kind.INVALIDATE)) {
                if (method.isAnnotationPresent(other.annotation())) {
                    problems.accept(
                            "@CachexFetch and @" + other.simpleName()
                                    + " on one method: a hit would skip the method that is to change the cache; split the method");
                }
            }
        } else if (method.isAnnotationPresent(CachexPut.class)
                && method.isAnnotationPresent(CachexInvalidate.class)
                && target(bean, method, Kind.PUT).equals(target(bean, method, Kind.INVALIDATE))) {
            problems.accept("@CachexPut and @CachexInvalidate of the same key: what is stored would be dropped at once;"
                    + " remove one");
        }
    }

    private List<Optional<String>> target(Class<?> bean, Method method, Kind kind) {
        return List.of(written(bean, method, kind, "cache"), written(bean, method, kind, "key"));
    }

    private Optional<String> written(Class<?> bean, Method method, Kind kind, String member) {
        return configuration
                .member(bean, method.getName(), kind.simpleName(), member)
                .or(() -> Optional.ofNullable(method.getAnnotation(kind.annotation()))
                        .map(annotation -> Members.of(bean, annotation).get(member)));
    }

    private Optional<MethodPlan> plan(
            Class<?> bean, Method method, Kind kind, Annotation annotation, Consumer<String> problems) {
        Map<String, String> members = Members.of(bean, annotation);
        Optional<String> cache = cache(bean, method, kind, problems);
        Optional<MethodPlan.KeyMaker> key = key(bean, method, kind, problems);
        OptionalInt storedArgument = storedArgument(method, kind, problems);
        Optional<Type> declared = declaredType(bean, method, kind, storedArgument, problems);
        // Read in any case, since the configuration keeps what is wrong with the members.
        CacheSettings settings = configuration
                .method(cache.orElse(FALLBACK), bean, method.getName(), kind.simpleName(), members)
                .with(DEGRADE);
        if (cache.isEmpty() || key.isEmpty() || declared.isEmpty()) {
            return Optional.empty();
        }
        Type type = declared.get();
        boolean optional = GenericTypes.raw(type) == Optional.class;
        return Optional.of(new MethodPlan(
                cache.get(),
                key.get(),
                optional && type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : type,
                optional,
                storedArgument,
                settings,
                annotation instanceof CachexInvalidate invalidate && invalidate.before()));
    }

    private Optional<String> cache(Class<?> bean, Method method, Kind kind, Consumer<String> problems) {
        Optional<String> named = written(bean, method, kind, "cache");
        if (named.isEmpty() && kind != Kind.FETCH) {
            problems.accept("@" + kind.simpleName() + " has no cache; write @" + kind.simpleName()
                    + "(cache = \"…\") or @CachexDefaults(cache = \"…\") on the class");
            return Optional.empty();
        }
        String name = named.orElseGet(() -> MethodNames.cache(bean, method));
        Optional<String> wrong = Configuration.nameProblem(name);
        wrong.ifPresent(problem -> problems.accept("@" + kind.simpleName() + " " + problem));
        return wrong.isPresent() ? Optional.empty() : Optional.of(name);
    }

    private Optional<MethodPlan.KeyMaker> key(Class<?> bean, Method method, Kind kind, Consumer<String> problems) {
        Optional<String> written = written(bean, method, kind, "key");
        if (written.isPresent()) {
            try {
                return Optional.of(MethodTemplate.compile(written.get(), method)::id);
            } catch (CacheKeyException e) {
                problems.accept("@" + kind.simpleName() + " " + e.getMessage());
                return Optional.empty();
            }
        }
        if (generator.isPresent()) {
            return Optional.of(arguments -> generator.get().generate(method, arguments));
        }
        List<String> wrong = DefaultKeyGenerator.problems(method);
        wrong.forEach(problem -> problems.accept("@" + kind.simpleName() + " key: " + problem));
        KeyGenerator builtIn = new DefaultKeyGenerator();
        return wrong.isEmpty() ? Optional.of(arguments -> builtIn.generate(method, arguments)) : Optional.empty();
    }

    private static OptionalInt storedArgument(Method method, Kind kind, Consumer<String> problems) {
        int[] marked = IntStream.range(0, method.getParameterCount())
                .filter(i -> method.getParameters()[i].isAnnotationPresent(CachexValue.class))
                .toArray();
        if (marked.length == 0) {
            return OptionalInt.empty();
        }
        if (kind != Kind.PUT) {
            return OptionalInt.empty();
        }
        if (marked.length > 1) {
            problems.accept("@CachexValue marks " + marked.length + " parameters; mark the one to store");
        }
        if (method.getReturnType() != void.class) {
            problems.accept(
                    "@CachexValue on a method that returns a value, which is what is stored; remove @CachexValue");
        }
        return OptionalInt.of(marked[0]);
    }

    /** Returns the type of what is cached, an {@code Optional} still around it; empty if it cannot be cached. */
    private static Optional<Type> declaredType(
            Class<?> bean, Method method, Kind kind, OptionalInt storedArgument, Consumer<String> problems) {
        if (kind == Kind.INVALIDATE) {
            return Optional.of(Object.class);
        }
        Type declared = storedArgument.isPresent()
                ? method.getGenericParameterTypes()[storedArgument.getAsInt()]
                : method.getGenericReturnType();
        if (declared == void.class) {
            problems.accept(
                    kind == Kind.FETCH
                            ? "@CachexFetch on a void method, which returns nothing to cache; return the value"
                            : "@CachexPut on a void method without @CachexValue; mark the parameter to store with it");
            return Optional.empty();
        }
        Type type = boxed(GenericTypes.of(bean).resolve(declared));
        Optional<String> problem = Cacheable.problem(type);
        problem.ifPresent(why -> problems.accept("@" + kind.simpleName() + ": " + why));
        return problem.isPresent() ? Optional.empty() : Optional.of(type);
    }

    private static Type boxed(Type type) {
        return type instanceof Class<?> plain && plain.isPrimitive()
                ? MethodType.methodType(plain).wrap().returnType()
                : type;
    }
}
