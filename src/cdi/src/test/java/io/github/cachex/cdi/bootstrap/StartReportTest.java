// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexPut;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said at DEBUG when an application starts. */
class StartReportTest {
    private static final String BEAN = Posts.class.getName();
    private static final Map<String, String> CONFIGURATION = Map.of(
            BEAN + "/find/CachexFetch/ttl",
            "10m",
            "cachex.cache.posts.stale-ttl",
            "1h",
            "cachex.cache.posts.group",
            "catalog",
            "cachex.group.catalog.null-ttl",
            "7s",
            "CachexFetch/softTimeout",
            "80ms",
            "cachex.jitter",
            "0.2");

    /** One method that reads, one that writes, one that does neither. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts", tags = "posts")
    public static class Posts {
        /** Says some of its settings. */
        @CachexFetch(key = "post:{0}", ttl = "1m", hardTimeout = "2s")
        public String find(long id) {
            return "post " + id;
        }

        /** Stores what it returns. */
        @CachexPut(key = "post:{0}")
        public String write(long id) {
            return "post " + id;
        }

        /** Not cached. */
        public String plain() {
            return "plain";
        }
    }

    private static List<String> reports(LogLines log) {
        return log.lines().stream()
                .filter(line -> line.startsWith("FINE " + BEAN))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void eachCachedMethod_isShownWithWhoSaysWhat(Application.By extension) throws Exception {
        try (LogLines log = LogLines.listenToAll();
                Application application = Application.of(extension, CONFIGURATION, Posts.class)) {
            assertThat(application.get(Posts.class).find(1)).isEqualTo("post 1");

            List<String> reports = reports(log);
            assertThat(reports).hasSize(2);
            assertThat(reports)
                    .filteredOn(report -> report.contains(".find: "))
                    .singleElement()
                    .satisfies(report -> assertThat(report.lines())
                            .startsWith("FINE " + BEAN + ".find: @CachexFetch cache=posts key=post:{0} tags=posts")
                            .contains(
                                    "  ttl=10m, " + BEAN + "/find/CachexFetch/ttl",
                                    "  stale-ttl=1h, cachex.cache.posts.stale-ttl",
                                    "  null-ttl=7s, cachex.group.catalog.null-ttl",
                                    "  soft-timeout=80ms, CachexFetch/softTimeout",
                                    "  hard-timeout=2s, " + BEAN + ".find: @CachexFetch hardTimeout",
                                    "  jitter=0.2, cachex.jitter",
                                    "  cache-null=false, the default"));
            assertThat(reports)
                    .filteredOn(report -> report.contains(".write: "))
                    .singleElement()
                    .satisfies(report -> assertThat(report.lines())
                            .startsWith("FINE " + BEAN + ".write: @CachexPut cache=posts key=post:{0} tags=posts"));
        }
    }

    @Test
    void withoutDebug_nothingIsShown() {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(CONFIGURATION, Posts.class)) {
            assertThat(application.get(Posts.class).plain()).isEqualTo("plain");
            assertThat(reports(log)).isEmpty();
            assertThat(log.lines()).noneMatch(line -> line.contains("@CachexFetch cache="));
        }
    }
}
