// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.cdi.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is warned of at the start: values that callers could change for each other, and soft invalidations of nothing. */
class SharedValuesTest {
    /** Has a setter. */
    public static class Settable {
        private String name = "";

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }

    /** Has a field. */
    public static class Open {
        public String name = "";
    }

    /** Neither. */
    public static class Closed {
        public final String name = "";
    }

    /** Returns them. */
    @ApplicationScoped
    public static class Finder {
        @CachexFetch(cache = "settable")
        public Map<String, Settable> settable() {
            return Map.of();
        }

        @CachexFetch(cache = "open", key = "{0}")
        public Open open(String id) {
            return new Open();
        }

        @CachexFetch
        public byte[] bytes(String id) {
            return new byte[0];
        }

        @CachexFetch(cache = "copies", key = "{0}")
        public Open copied(String id) {
            return new Open();
        }

        @CachexFetch
        public String text(String id) {
            return id;
        }

        @CachexFetch
        public Object anything(String id) {
            return id;
        }

        @CachexFetch
        public Closed closed(String id) {
            return new Closed();
        }

        @CachexFetch
        public java.util.Date ofThePlatform(String id) {
            return new java.util.Date();
        }
    }

    /** Ends entries softly. */
    @ApplicationScoped
    @CachexDefaults(cache = "hard")
    public static class Ending {
        @CachexInvalidate(key = "k", soft = true)
        public void endHard() {}

        @CachexInvalidate(cache = "configured", key = "k", soft = true)
        public void endConfigured() {}

        @CachexFetch(cache = "written", key = "k", staleTtl = "1h")
        public String read() {
            return "";
        }

        @CachexInvalidate(cache = "written", key = "k", soft = true)
        public void endWritten() {}
    }

    private static String line(String method, String type, String cache) {
        return "WARNING " + Finder.class.getName() + "." + method + ": " + type
                + " can be changed, and near.store=reference hands the same object to all callers; return a record or an"
                + " unmodifiable copy, or set cachex.cache." + cache + ".near.store=auto";
    }

    @Test
    void valuesThatCallersCanChange_areWarnedOfOncePerMethodWhereTheyAreShared() {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(
                        Map.of("cachex.near.store", "reference", "cachex.cache.copies.near.store", "bytes"),
                        Finder.class)) {
            assertThat(application.get(Finder.class).closed("")).isNotNull();
            assertThat(log.warnings())
                    .containsExactlyInAnyOrder(
                            line("settable", Settable.class.getName(), "settable"),
                            line("open", Open.class.getName(), "open"),
                            line("bytes", "byte[]", '"' + Finder.class.getName() + ".bytes\""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nearCacheSwitchedOff_nothingIsShared(By extension) {
        Map<String, String> far = Map.of("cachex.near.enabled", "false", "cachex.near.store", "reference");
        try (LogLines log = LogLines.listen();
                Application application = Application.of(extension, far, Finder.class)) {
            assertThat(application.get(Finder.class).open("")).isNotNull();
            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void start_saysForEachMethodWhatItsCallersAreGiven() {
        try (LogLines log = LogLines.listen();
                Application application =
                        Application.of(Map.of("cachex.cache.copies.near.store", "bytes"), Finder.class)) {
            assertThat(application.get(Finder.class).closed("")).isNotNull();
            assertThat(log.warnings()).isEmpty();
            assertThat(log.lines())
                    .contains(
                            said(
                                    "settable",
                                    "auto: each caller is given a decoded copy, since a " + Settable.class.getName()
                                            + " can be changed; a record of immutable values is shared, which is faster"),
                            said(
                                    "bytes",
                                    "auto: each caller is given a shallow copy, since a byte[] can be modified;"
                                            + " what cannot be, such as List.copyOf gives, is shared, which is faster"),
                            said("text", "auto: all callers are given the same object, which nobody can change"),
                            said(
                                    "anything",
                                    "auto: decided for each value, since a java.lang.Object can be anything; what"
                                            + " nobody can change is shared, collections of it are copied, all else is decoded for"
                                            + " each caller; a record or a final class as the declared type tells more"),
                            said(
                                    "copied",
                                    "bytes: each caller is given a decoded copy; with auto, what nobody can change"
                                            + " is shared, which is faster"));
        }
    }

    private static String said(String method, String choice) {
        return "INFO " + Finder.class.getName() + '.' + method + ": near.store=" + choice;
    }

    @Test
    void softInvalidationOfACacheThatKeepsNothingStale_isWarnedOf() {
        try (LogLines log = LogLines.listen();
                Application application =
                        Application.of(Map.of("cachex.cache.configured.stale-ttl", "1h"), Ending.class)) {
            application.get(Ending.class).endHard();
            assertThat(log.warnings())
                    .filteredOn(line -> line.contains("soft"))
                    .containsExactly(
                            "WARNING " + Ending.class.getName()
                                    + ".endHard: @CachexInvalidate(soft = true), but cache 'hard' keeps nothing stale, so that"
                                    + " its entries are invalidated; set stale-ttl for the cache or in @CachexFetch, or remove soft");
        }
    }
}
