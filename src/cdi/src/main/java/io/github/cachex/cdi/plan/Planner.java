// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.SettingInForce;
import io.github.cachex.cdi.condition.Conditions;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.spi.KeyGenerator;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes plans from annotations and configuration, and says what is wrong with them. Thread-safe. */
public final class Planner {
    private final Configuration configuration;
    private final Optional<KeyGenerator> generator;
    private final Conditions conditions;
    private final Function<String, Supplier<?>> suppliers;

    /**
     * Creates one that makes generated keys with {@code generator}, or with the built-in one if empty, reads {@code conditions},
     * and finds suppliers of default values by {@code suppliers}, which throws an {@link IllegalArgumentException}, "problem;
     * remedy", where there is none of that name.
     */
    public Planner(
            Configuration configuration,
            Optional<KeyGenerator> generator,
            Conditions conditions,
            Function<String, Supplier<?>> suppliers) {
        this.configuration = configuration;
        this.generator = generator;
        this.conditions = conditions;
        this.suppliers = suppliers;
    }

    /** Returns one that goes by {@code configuration} instead. */
    public Planner by(Configuration configuration) {
        return new Planner(configuration, generator, conditions, suppliers);
    }

    /**
     * What the annotations of a method ask for.
     *
     * @param values those that store what it answers
     * @param invalidations those that invalidate entries
     */
    public record Plans(List<MethodPlan> values, List<InvalidationPlan> invalidations) {
        /** Nothing. */
        public static final Plans NONE = new Plans(List.of(), List.of());
    }

    /**
     * Returns the plan of {@code method} of {@code bean} for {@code kind}, a fetch or a put; empty if it has no such annotation.
     *
     * @throws CacheConfigurationException with all mistakes, which deployment should have found
     */
    public Optional<MethodPlan> plan(Class<?> bean, Method method, CacheAnnotation kind) {
        return soundly(bean, method, annotated -> values(annotated, kind));
    }

    /**
     * Returns what {@code method} of {@code bean} invalidates; empty if it invalidates nothing.
     *
     * @throws CacheConfigurationException with all mistakes, which deployment should have found
     */
    public List<InvalidationPlan> invalidations(Class<?> bean, Method method) {
        return soundly(bean, method, Planner::invalidations);
    }

    private <T> T soundly(Class<?> bean, Method method, Function<AnnotatedBeanMethod, T> reader) {
        List<String> problems = new ArrayList<>();
        T read = reader.apply(annotated(bean, method, problems::add));
        if (!problems.isEmpty()) {
            throw new CacheConfigurationException(problems.stream()
                    .map(problem -> MethodNames.of(bean, method) + ": " + problem)
                    .toList());
        }
        return read;
    }

    private AnnotatedBeanMethod annotated(Class<?> bean, Method method, Consumer<String> problems) {
        return new AnnotatedBeanMethod(
                configuration,
                MethodAnnotations.keyGenerator(bean, method).or(() -> generator),
                conditions,
                suppliers,
                new BeanMethod(bean, method),
                problems);
    }

    private static Optional<MethodPlan> values(AnnotatedBeanMethod annotated, CacheAnnotation kind) {
        return kind.first(annotated.bean(), annotated.method())
                .flatMap(annotation -> new ValueReader(annotated, kind).read(annotation));
    }

    private static List<InvalidationPlan> invalidations(AnnotatedBeanMethod annotated) {
        InvalidationPlanReader reader = new InvalidationPlanReader(annotated);
        reader.checkConfigured();
        return reader.read();
    }

    /**
     * Tells {@code problems} what is wrong with the annotations of {@code method} of {@code bean}, each with its remedy, and
     * returns the plans of those that are right.
     */
    public Plans check(Class<?> bean, Method method, Consumer<String> problems) {
        List<String> told = new ArrayList<>();
        AnnotatedBeanMethod annotated = annotated(bean, method, told::add);
        for (CacheAnnotation kind : CacheAnnotation.values()) {
            kind.checkCarried(bean, method, told::add);
        }
        AnnotationMembers.checkDefaults(bean, told::add);
        List<MethodPlan> values = new ArrayList<>();
        values(annotated, CacheAnnotation.FETCH).ifPresent(values::add);
        values(annotated, CacheAnnotation.PUT).ifPresent(values::add);
        Plans plans = new Plans(values, invalidations(annotated));
        checkTogether(annotated);
        if (told.isEmpty()) {
            UnnamedParameters.check(annotated);
        }
        told.forEach(problems);
        return plans;
    }

    /**
     * Returns the named cache in which a fetch {@code method} has a key made from its arguments alone; empty where its key is
     * written, the application makes it, or the cache is the method's own.
     */
    public Optional<String> cacheOfGeneratedKey(Class<?> bean, Method method) {
        AnnotatedBeanMethod annotated = annotated(bean, method, problem -> {});
        return written(annotated, CacheAnnotation.FETCH)
                .filter(fetch ->
                        annotated.generator().isEmpty() && fetch.template().isEmpty())
                .flatMap(fetch -> fetch.text("cache"));
    }

    /** Returns how what {@code method} of {@code bean} answers is cached, the lines of each annotation; none where nothing is. */
    public List<List<String>> report(Class<?> bean, Method method) {
        AnnotatedBeanMethod annotated = annotated(bean, method, problem -> {});
        return Stream.of(CacheAnnotation.FETCH, CacheAnnotation.PUT)
                .flatMap(kind -> written(annotated, kind).stream())
                .map(AnnotationTexts::report)
                .toList();
    }

    /** Returns what the annotations of {@code method} of {@code bean} say of its settings, as far as nothing overrides it. */
    public List<SettingInForce> annotated(Class<?> bean, Method method) {
        AnnotatedBeanMethod annotated = annotated(bean, method, problem -> {});
        return Stream.of(CacheAnnotation.FETCH, CacheAnnotation.PUT)
                .flatMap(kind -> written(annotated, kind).stream())
                .flatMap(texts -> texts.settings().stream())
                .toList();
    }

    private static Optional<AnnotationTexts> written(AnnotatedBeanMethod annotated, CacheAnnotation kind) {
        return kind.first(annotated.bean(), annotated.method())
                .map(annotation -> new AnnotationTexts(annotated, kind, annotation));
    }

    private static void checkTogether(AnnotatedBeanMethod annotated) {
        Optional<AnnotationTexts> put = written(annotated, CacheAnnotation.PUT);
        boolean invalidations = CacheAnnotation.INVALIDATE.isOn(annotated.bean(), annotated.method());
        if (CacheAnnotation.FETCH.isOn(annotated.bean(), annotated.method())) {
            for (CacheAnnotation other : List.of(CacheAnnotation.PUT, CacheAnnotation.INVALIDATE)) {
                if (other.isOn(annotated.bean(), annotated.method())) {
                    annotated
                            .problems()
                            .accept(
                                    "@CachexFetch and @" + other.simpleName()
                                            + " on one method: a hit would skip the method that is to change the cache; split the method");
                }
            }
        } else if (put.isPresent() && invalidations) {
            String cache = put.get().text("cache").orElse("");
            String key = put.get().template().orElse("");
            if (new InvalidationPlanReader(annotated)
                    .keysByCache()
                    .getOrDefault(cache, List.of())
                    .contains(key)) {
                annotated
                        .problems()
                        .accept(
                                "@CachexPut and @CachexInvalidate of the same key: what is stored takes the place of what"
                                        + " was there, so there is nothing to invalidate; remove one");
            }
        }
    }
}
