// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.cdi.LogLines;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Annotations of supertypes: bound by the container and checked, or said to be lost. */
class LostAnnotationsTest {
    /** Counts its loads. */
    public interface Greeting {
        /** Where loads are counted. */
        AtomicInteger LOADS = new AtomicInteger();

        /** Greets. */
        @CachexFetch(cache = "greetings", key = "{0}")
        default String greet(String name) {
            return name + LOADS.incrementAndGet();
        }

        /** Forgets both. */
        @CachexInvalidate(cache = "greetings", key = "{0}")
        @CachexInvalidate(cache = "greetings", key = "{1}")
        default void forget(String one, String other) {}
    }

    /** Inherits default methods. */
    @ApplicationScoped
    public static class Greeter implements Greeting {}

    /** A template that names nobody. */
    public interface Wrong {
        /** Never called. */
        @CachexFetch(cache = "wrong", key = "{nobody}")
        default String greet(String name) {
            return name;
        }
    }

    /** Inherits it. */
    @ApplicationScoped
    public static class WrongBean implements Wrong {}

    /** Overrides it without the annotation. */
    @ApplicationScoped
    public static class Rude implements Greeting {
        @Override
        public String greet(String name) {
            return "";
        }

        @Override
        @CachexInvalidate(cache = "greetings", all = true)
        public void forget(String one, String other) {}
    }

    /** Has annotations that subclasses may lose. */
    public abstract static class Base<K> {
        /** Found by any key. */
        @CachexFetch(cache = "base", key = "{0}")
        public String get(K id) {
            return "" + id;
        }

        /** Dropped. */
        @CachexInvalidate(cache = "base", key = "{0}")
        public void drop(K id) {}

        /** Made by subclasses. */
        @CachexFetch(cache = "made", key = "{0}")
        public abstract String make(String id);
    }

    /** Loses all three, two of them by other erasures. */
    @ApplicationScoped
    public static class Losing extends Base<Long> {
        @Override
        public String get(Long id) {
            return super.get(id);
        }

        @Override
        public void drop(Long id) {
            super.drop(id);
        }

        @Override
        public String make(String id) {
            return id;
        }
    }

    /** Repeats all three. */
    @ApplicationScoped
    public static class Repeating extends Base<Long> {
        @Override
        @CachexFetch(cache = "base", key = "{0}")
        public String get(Long id) {
            return super.get(id);
        }

        @Override
        @CachexInvalidate(cache = "base", key = "{0}")
        public void drop(Long id) {
            super.drop(id);
        }

        @Override
        @CachexFetch(cache = "made", key = "{0}")
        public String make(String id) {
            return id;
        }
    }

    /** Wants its caches empty when it is made, which nobody intercepts. */
    @ApplicationScoped
    public static class Clean {
        @CachexInvalidate(cache = "clean", all = true)
        @PostConstruct
        public void start() {}
    }

    private static String lost(Class<?> bean, String method, String how, String overridden, String missed) {
        return bean.getName() + "." + method + ": " + how + " " + overridden
                + ", which the container does not inherit, so that nothing is " + missed + " by " + bean.getName()
                + "; repeat the annotation there";
    }

    @ParameterizedTest
    @EnumSource
    void defaultMethod_isCachedWithoutAWarning(By extension) {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(extension, Map.of(), Greeter.class)) {
            Greeter greeter = application.get(Greeter.class);
            String a = greeter.greet("a");
            String b = greeter.greet("b");
            assertThat(greeter.greet("a")).isEqualTo(a);

            greeter.forget("a", "b");

            assertThat(greeter.greet("a")).isNotEqualTo(a);
            assertThat(greeter.greet("b")).isNotEqualTo(b);
            assertThat(log.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void mistakeInADefaultMethod_stopsTheDeployment(By extension) {
        assertThat(catchThrowable(() -> Application.of(extension, Map.of(), WrongBean.class)))
                .hasMessageContaining("Cachex cannot start: " + WrongBean.class.getName()
                        + ".greet: @CachexFetch key template '{nobody}': {nobody}: no parameter is known as 'nobody'");
    }

    @ParameterizedTest
    @EnumSource
    void defaultMethodOverriddenWithoutTheAnnotation_isWarnedOf(By extension) {
        assertThat(Warned.of(extension, Map.of(), Rude.class, Greeter.class))
                .containsExactly(lost(
                        Rude.class,
                        "greet",
                        "overrides",
                        Greeting.class.getName() + ".greet without its @CachexFetch",
                        "cached"));
    }

    @ParameterizedTest
    @EnumSource
    void overridesWithoutTheAnnotation_areWarnedOf(By extension) {
        String base = Base.class.getName();
        assertThat(Warned.of(extension, Map.of(), Losing.class))
                .containsExactly(
                        lost(
                                Losing.class,
                                "drop(java.lang.Long)",
                                "overrides",
                                base + ".drop without its @CachexInvalidate",
                                "invalidated"),
                        lost(
                                Losing.class,
                                "get(java.lang.Long)",
                                "overrides",
                                base + ".get without its @CachexFetch",
                                "cached"),
                        lost(Losing.class, "make", "implements", base + ".make without its @CachexFetch", "cached"));
    }

    @ParameterizedTest
    @EnumSource
    void overridesThatRepeatTheAnnotation_areNot(By extension) {
        assertThat(Warned.of(extension, Map.of(), Repeating.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void methodThatTheContainerCalls_isWarnedOf(By extension) {
        assertThat(Warned.of(extension, Map.of(), Clean.class))
                .contains(Clean.class.getName()
                        + ".start: @CachexInvalidate on a @PostConstruct method, which the container calls past all"
                        + " interceptors, so that nothing is invalidated; move it to a method that is called on the injected"
                        + " bean");
    }
}
