// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.cdi.LogLines;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WarningsTest {
    /** Annotates what no container looks at. */
    public interface Reader {
        /** Reads. */
        @CachexFetch
        String read();
    }

    /** Implements it without an annotation. */
    @ApplicationScoped
    public static class Book implements Reader {
        @Override
        public String read() {
            return "";
        }
    }

    /** No bean: it has no suitable constructor. */
    public static class Stranger {
        Stranger(int number) {}

        @CachexFetch
        public String read() {
            return "";
        }
    }

    /** Bound to a late interceptor. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Measured {}

    /** Comes after ours. */
    @Measured
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_AFTER)
    public static class Meter {
        @AroundInvoke
        Object measure(InvocationContext call) throws Exception {
            return call.proceed();
        }
    }

    /** Is measured, within the cache. */
    @Measured
    @ApplicationScoped
    public static class MeasuredPosts {
        @CachexFetch
        public String read() {
            return "";
        }
    }

    @Test
    void interceptorThatComesAfterOurs_isWarnedOf() {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(Map.of(), MeasuredPosts.class, Meter.class)) {
            assertThat(log.warnings())
                    .containsExactly("WARNING " + MeasuredPosts.class.getName() + ".read: the interceptor "
                            + Meter.class.getName() + " comes after the cache, so that it runs only when the method"
                            + " does; give it a @Priority below LIBRARY_AFTER if it is to run on each call");
            assertThat(application.get(MeasuredPosts.class).read()).isEmpty();
        }
    }

    @Test
    void annotationsThatNobodySees_areWarnedOf() {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(Map.of(), Book.class, Stranger.class)) {
            assertThat(log.warnings())
                    .containsExactlyInAnyOrder(
                            "WARNING " + Book.class.getName() + ".read: implements " + Reader.class.getName()
                                    + ".read without its @CachexFetch, which the container does not inherit, so that"
                                    + " nothing is cached by " + Book.class.getName()
                                    + "; repeat the annotation there",
                            "WARNING " + Stranger.class.getName() + ".read: its class is no bean, so nothing is cached;"
                                    + " give the class a scope such as @ApplicationScoped, and get its instances from"
                                    + " the container");
            assertThat(application.get(Book.class).read()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingWrong_nothingIsWarnedOf(By extension) {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(extension, Map.of(), Mistakes.Good.class)) {
            assertThat(application.get(Mistakes.Good.class).find("x")).isEqualTo("x");
            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void unknownKey_isWarnedOfOnce_withTheNearest() {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(Map.of("cachex.tll", "5m"), Mistakes.Good.class)) {
            assertThat(application.get(Mistakes.Good.class).find("x")).isEqualTo("x");
            assertThat(log.warnings())
                    .containsExactly("WARNING cachex.tll: nobody reads this key; did you mean cachex.ttl?");
        }
    }
}
