// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.cdi.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
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
