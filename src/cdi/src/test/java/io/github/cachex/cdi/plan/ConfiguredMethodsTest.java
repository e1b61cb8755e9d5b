// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.cdi.condition.ConditionException;
import io.github.cachex.cdi.condition.Conditions;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.operation.Selection;
import io.github.cachex.error.CacheConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfiguredMethodsTest {
    /** Brings defaults along. */
    @Stereotype
    @ApplicationScoped
    @CachexDefaults(cache = "of-stereotype", ttl = "7m")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Cached {}

    /** A stereotype with a stereotype. */
    @Cached
    @Stereotype
    @Retention(RetentionPolicy.RUNTIME)
    @interface CachedToo {}

    @CachexDefaults(cache = "of-class", ttl = "1m", staleTtl = "2m", cacheNull = "true")
    static class Parent {
        @CachexFetch
        String find(String id) {
            return id;
        }
    }

    static class Child extends Parent {
        @CachexFetch(ttl = "3m")
        String own() {
            return "";
        }

        @CachexPut(ttl = "4m")
        void save(String id, @CachexValue List<String> values) {}

        @CachexInvalidate(key = "k", before = true)
        void drop() {}
    }

    @Cached
    static class Styled {
        @CachexFetch
        String find() {
            return "";
        }
    }

    @CachedToo
    static class StyledTwice {
        @CachexFetch
        String find() {
            return "";
        }
    }

    @Cached
    @CachexDefaults(cache = "of-class")
    static class StyledWithItsOwn {
        @CachexFetch
        String find() {
            return "";
        }
    }

    static class Bare {
        @CachexFetch
        String find(long id) {
            return "";
        }

        @CachexFetch
        String other(long id) {
            return "";
        }

        @CachexFetch
        String other(long id, List<String> names) {
            return "";
        }

        void plain() {}
    }

    abstract static class Generic<K, V> {
        @CachexFetch
        Optional<Map<K, List<? extends V>>> all() {
            return Optional.empty();
        }

        @CachexFetch
        V one() {
            throw new UnsupportedOperationException();
        }
    }

    abstract static class Middle<T> extends Generic<String, List<T>> {}

    static class Concrete extends Middle<Integer> {
        Map<String, List<Integer>> expected = Map.of();
        List<Integer> expectedOne = List.of();
    }

    private final Map<String, String> configured = new HashMap<>();

    private MethodPlan plan(Class<?> bean, String method, CacheAnnotation kind) {
        return planner().plan(bean, method(bean, method), kind).orElseThrow();
    }

    private Planner planner() {
        return new Planner(
                Configuration.read(new Fixed(configured), List.of()),
                Optional.empty(),
                new Conditions(bean -> {
                    throw new ConditionException(bean);
                }),
                supplier -> () -> supplier);
    }

    private static Method method(Class<?> bean, String name) {
        for (Class<?> type = bean; type != null; type = type.getSuperclass()) {
            Optional<Method> found = Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.getName().equals(name))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError(name);
    }

    @Test
    void noAnnotation_noPlan() {
        assertThat(planner().plan(Bare.class, method(Bare.class, "plain"), CacheAnnotation.FETCH))
                .isEmpty();
    }

    @Test
    void annotation_goesBeforeTheDefaultsOfTheClass() {
        MethodPlan plan = plan(Child.class, "own", CacheAnnotation.FETCH);

        assertThat(plan.cache()).isEqualTo("of-class");
        assertThat(plan.settings().freshness().ttl()).isEqualTo(Duration.ofMinutes(3));
        assertThat(plan.settings().freshness().staleTtl()).isEqualTo(Duration.ofMinutes(2));
        assertThat(plan.settings().freshness().cacheNull()).isTrue();
    }

    @Test
    void defaultsOfTheSuperclass_holdForInheritedMethods() {
        MethodPlan plan = plan(Child.class, "find", CacheAnnotation.FETCH);

        assertThat(plan.cache()).isEqualTo("of-class");
        assertThat(plan.settings().freshness().ttl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(plan.id(new Object[] {"x"})).isEqualTo("x");
    }

    @Test
    void defaultsOfAStereotype_holdUnlessTheClassHasItsOwn() {
        assertThat(plan(Styled.class, "find", CacheAnnotation.FETCH).cache()).isEqualTo("of-stereotype");
        assertThat(plan(Styled.class, "find", CacheAnnotation.FETCH)
                        .settings()
                        .freshness()
                        .ttl())
                .isEqualTo(Duration.ofMinutes(7));
        assertThat(plan(StyledTwice.class, "find", CacheAnnotation.FETCH).cache())
                .isEqualTo("of-stereotype");
        assertThat(plan(StyledWithItsOwn.class, "find", CacheAnnotation.FETCH).cache())
                .isEqualTo("of-class");
        assertThat(plan(StyledWithItsOwn.class, "find", CacheAnnotation.FETCH)
                        .settings()
                        .freshness()
                        .ttl())
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void noCacheNamed_itIsTheMethod_overloadsApart() {
        String bare = Bare.class.getName();
        List<String> others = Arrays.stream(Bare.class.getDeclaredMethods())
                .filter(method -> method.getName().equals("other"))
                .map(method -> planner()
                        .plan(Bare.class, method, CacheAnnotation.FETCH)
                        .orElseThrow()
                        .cache())
                .sorted()
                .toList();

        assertThat(plan(Bare.class, "find", CacheAnnotation.FETCH).cache()).isEqualTo(bare + ".find");
        assertThat(others).containsExactly(bare + ".other(long)", bare + ".other(long,java.util.List)");
    }

    @Test
    void inheritedMethodWithoutCache_isNamedAfterTheBean() {
        assertThat(plan(Concrete.class, "one", CacheAnnotation.FETCH).cache())
                .isEqualTo(Concrete.class.getName() + ".one");
    }

    @Test
    void typeVariables_areResolvedThroughAllSuperclasses() throws NoSuchFieldException {
        Type all = plan(Concrete.class, "all", CacheAnnotation.FETCH).valueType();
        Type one = plan(Concrete.class, "one", CacheAnnotation.FETCH).valueType();

        assertThat(one).isEqualTo(Concrete.class.getDeclaredField("expectedOne").getGenericType());
        assertThat(all.getTypeName())
                .isEqualTo("java.util.Map<java.lang.String, java.util.List<java.util.List<java.lang.Integer>>>");
        assertThat(one.hashCode())
                .isEqualTo(Concrete.class
                        .getDeclaredField("expectedOne")
                        .getGenericType()
                        .hashCode());
    }

    @Test
    void configuration_goesBeforeTheAnnotation_inItsOrder() {
        String child = Child.class.getName();
        configured.put("cachex.ttl", "10m");
        assertThat(plan(Child.class, "own", CacheAnnotation.FETCH)
                        .settings()
                        .freshness()
                        .ttl())
                .isEqualTo(Duration.ofMinutes(3));
        configured.put("CachexFetch/ttl", "11m");
        assertThat(plan(Child.class, "own", CacheAnnotation.FETCH)
                        .settings()
                        .freshness()
                        .ttl())
                .isEqualTo(Duration.ofMinutes(11));
        configured.put("cachex.cache.of-class.ttl", "12m");
        assertThat(plan(Child.class, "own", CacheAnnotation.FETCH)
                        .settings()
                        .freshness()
                        .ttl())
                .isEqualTo(Duration.ofMinutes(12));
        configured.put(child + "/CachexFetch/ttl", "13m");
        assertThat(plan(Child.class, "own", CacheAnnotation.FETCH)
                        .settings()
                        .freshness()
                        .ttl())
                .isEqualTo(Duration.ofMinutes(13));
        configured.put(child + "/own/CachexFetch/ttl", "14m");
        assertThat(plan(Child.class, "own", CacheAnnotation.FETCH)
                        .settings()
                        .freshness()
                        .ttl())
                .isEqualTo(Duration.ofMinutes(14));
    }

    @Test
    void cacheAndKey_areConfiguredToo() {
        String bare = Bare.class.getName();
        configured.put(bare + "/find/CachexFetch/cache", "elsewhere");
        configured.put(bare + "/find/CachexFetch/key", "the:{0}");
        configured.put("cachex.cache.elsewhere.ttl", "9m");

        MethodPlan plan = plan(Bare.class, "find", CacheAnnotation.FETCH);

        assertThat(plan.cache()).isEqualTo("elsewhere");
        assertThat(plan.id(new Object[] {5L})).isEqualTo("the:5");
        assertThat(plan.settings().freshness().ttl()).isEqualTo(Duration.ofMinutes(9));
    }

    @Test
    void putOfAnArgument_hasItsTypeAndKeepsItOutOfTheKey() {
        MethodPlan plan = plan(Child.class, "save", CacheAnnotation.PUT);
        Object[] arguments = {"id", List.of("a")};

        assertThat(plan.valueType().getTypeName()).isEqualTo("java.util.List<java.lang.String>");
        assertThat(plan.id(arguments)).isEqualTo("id");
        assertThat(plan.stored(null, arguments)).isEqualTo(List.of("a"));
        assertThat(plan.settings().freshness().ttl()).isEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void invalidate_readsItsMembers() {
        List<InvalidationPlan> plans = planner().invalidations(Child.class, method(Child.class, "drop"));

        assertThat(plans).singleElement().satisfies(plan -> {
            assertThat(plan.isBefore()).isTrue();
            assertThat(plan.isSoft()).isFalse();
            assertThat(plan.cache()).isEqualTo("of-class");
            assertThat(plan.target(new Object[0])).isEqualTo(new Selection.Ids(List.of("k")));
        });
    }

    @Test
    void sickBackend_neverFailsAnAnnotatedMethodWhateverIsConfigured() {
        configured.put("cachex.backend-errors", "throw");

        assertThat(plan(Child.class, "own", CacheAnnotation.FETCH).settings().backendErrors())
                .isEqualTo(ErrorPolicy.DEGRADE);
    }

    @Test
    void configuredMistake_isFoundWhenThePlanIsMade() {
        configured.put(Bare.class.getName() + "/find/CachexFetch/key", "{id}");

        assertThatThrownBy(() -> plan(Bare.class, "find", CacheAnnotation.FETCH))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageStartingWith(
                        "Cachex cannot start: " + Bare.class.getName() + ".find: @CachexFetch key template '{id}': ");
    }
}
