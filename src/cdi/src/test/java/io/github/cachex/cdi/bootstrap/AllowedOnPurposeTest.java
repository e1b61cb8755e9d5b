// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cachex.CachexAllow;
import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.cdi.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOnPurposeTest {
    /** Two ways to the same posts. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts")
    public static class Refused {
        /** By number. */
        @CachexFetch
        public String byId(long id) {
            return "post " + id;
        }

        /** By the text of it. */
        @CachexFetch
        public String byText(String id) {
            return "post " + id;
        }
    }

    /** Says so on one of the two methods. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts")
    public static class OnTheMethod {
        /** By number. */
        @CachexAllow({"shared-keys", "left-out"})
        @CachexFetch
        public String byId(long id) {
            return "post " + id;
        }

        /** By the text of it. */
        @CachexFetch
        public String byText(String id) {
            return "post " + id;
        }
    }

    /** Says so for all methods of its subclasses. */
    @CachexAllow("shared-keys")
    public static class Parent {}

    /** Its parent says so. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts")
    public static class OnTheClass extends Parent {
        /** By number. */
        @CachexFetch
        public String byId(long id) {
            return "post " + id;
        }

        /** By the text of it. */
        @CachexFetch
        public String byText(String id) {
            return "post " + id;
        }
    }

    /** Names what there is not. */
    @ApplicationScoped
    public static class Misspelt {
        /** With an S too many. */
        @CachexAllow({"constant-keys", "unmet"})
        @CachexFetch
        public String find(long id) {
            return "post " + id;
        }

        /** Far from all. */
        @CachexAllow("everything")
        @CachexFetch
        public String other(long id) {
            return "post " + id;
        }
    }

    private static List<String> remarks(LogLines log) {
        return log.lines().stream()
                .filter(line -> line.startsWith("INFO ") && line.contains("on purpose"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void refusal_namesWhatAllowsIt(By extension) {
        Throwable refused = catchThrowable(() -> Application.of(extension, Map.of(), Refused.class));

        assertThat(refused)
                .hasMessageContaining(".byText: @CachexFetch in cache 'posts' would share generated keys with "
                        + Refused.class.getName() + ".byId; give each a key template, or leave the cache's name out so"
                        + " that each has its own, or allow it by @CachexAllow(\"shared-keys\")");
    }

    @Test
    void methodAndClass_allowIt() {
        try (LogLines log = LogLines.listenToAll();
                Application method = Application.of(Map.of(), OnTheMethod.class);
                Application type = Application.of(Map.of(), OnTheClass.class)) {
            assertThat(method.get(OnTheMethod.class).byText("1")).isEqualTo("post 1");
            assertThat(type.get(OnTheClass.class).byText("1")).isEqualTo("post 1");
            assertThat(remarks(log))
                    .containsExactly(
                            "INFO " + OnTheMethod.class.getName() + ".byId: allowed on purpose: shared-keys, left-out",
                            "INFO " + OnTheClass.class.getName() + ".byId: allowed on purpose: shared-keys",
                            "INFO " + OnTheClass.class.getName() + ".byText: allowed on purpose: shared-keys");
            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("FINE " + OnTheMethod.class.getName()
                            + ".byText: allowed by shared-keys: @CachexFetch in cache 'posts' would share"));
            assertThat(log.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"§/byId/CachexAllow", "§/byText/CachexAllow", "§/CachexAllow", "cachex.allow"})
    void configuration_allowsIt(String key) {
        String place = key.replace("§", Refused.class.getName());
        try (LogLines log = LogLines.listen();
                Application application = Application.of(Map.of(place, "unmet,shared-keys"), Refused.class)) {
            assertThat(application.get(Refused.class).byId(1)).isEqualTo("post 1");
            assertThat(remarks(log)).isNotEmpty().allMatch(line -> line.endsWith(": shared-keys, unmet"));
            assertThat(log.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void unknownNames_areRefused(By extension) {
        Throwable refused =
                catchThrowable(() -> Application.of(extension, Map.of("cachex.allow", "un-met"), Misspelt.class));

        assertThat(refused)
                .hasMessageContaining(Misspelt.class.getName()
                        + ".find: @CachexAllow(\"constant-keys\"): nothing called 'constant-keys' can be allowed; did"
                        + " you mean constant-key?")
                .hasMessageContaining(Misspelt.class.getName()
                        + ".other: @CachexAllow(\"everything\"): nothing called 'everything' can be allowed; write"
                        + " constant-key, shared-keys, unmet, left-out or unstorable")
                .hasMessageContaining(
                        "cachex.allow=un-met: nothing called 'un-met' can be allowed; did you mean" + " unmet?");
    }

    @Test
    void nothingAllowed_nothingIsSaid() {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(Map.of(), Mistakes.Good.class)) {
            assertThat(application.get(Mistakes.Good.class).find("x")).isEqualTo("x");
            assertThat(remarks(log)).isEmpty();
        }
    }

    /** Means all that can be meant. */
    @ApplicationScoped
    public static class MeansAll {
        /** Has one key for all. */
        @CachexAllow("constant-key")
        @CachexFetch(cache = "one", key = "all")
        public String constant(long id) {
            return "";
        }

        /** Shares keys with the next. */
        @CachexAllow("shared-keys")
        @CachexFetch(cache = "shared")
        public String shared(long id) {
            return "";
        }

        /** Shares keys. */
        @CachexFetch(cache = "shared")
        public String sharing(String id) {
            return "";
        }

        /** Drops nothing. */
        @CachexAllow("unmet")
        @CachexInvalidate(cache = "one", key = "none")
        public void unmet() {}

        /** May lose what the serializer leaves out, and be of a type that is never stored. */
        @CachexAllow({"left-out", "unstorable"})
        @CachexFetch(cache = "values", key = "{0}")
        public Thread.UncaughtExceptionHandler values(long id) {
            return (thread, failure) -> {};
        }
    }

    @Test
    void everyName_isListedAtTheStart() {
        String bean = "INFO " + MeansAll.class.getName();
        try (LogLines log = LogLines.listen();
                Application application = Application.of(Map.of("cachex.allow", "left-out"), MeansAll.class)) {
            assertThat(application.container().isRunning()).isTrue();
            assertThat(remarks(log))
                    .containsExactlyInAnyOrder(
                            "INFO All methods: allowed on purpose: left-out",
                            bean + ".constant: allowed on purpose: constant-key",
                            bean + ".shared: allowed on purpose: shared-keys",
                            bean + ".unmet: allowed on purpose: unmet",
                            bean + ".values: allowed on purpose: left-out, unstorable");
            assertThat(log.warnings()).isEmpty();
        }
    }
}
