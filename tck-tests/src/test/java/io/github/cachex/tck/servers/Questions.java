// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.examples.servers.ServerProcess;
import io.github.cachex.tck.deployment.WrongGuards;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What every runtime is asked, servers or not. */
final class Questions {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int CALLERS = 50;
    /** How many mistakes the wrong bean has. */
    private static final int OTHER_MISTAKES = 4;

    private Questions() {}

    static void ask(Card card, Probed probed) {
        for (String bean :
                List.of("in-application", "in-request", "dependent", "singleton", "groups", "handler", "named")) {
            card.check("bean " + bean, () -> probed.loadsOnce(bean, "probe/ask/" + bean + "/k"));
        }
        card.check("named caches are separate", () -> {
                    assertThat(probed.ask("handler", "k")).startsWith("handler ");
                    assertThat(probed.ask("named", "k")).startsWith("named ");
                })
                .check("warmed at the start", () -> {
                    await().atMost(PATIENCE).until(() -> probed.loads("warmed", "second") == 1);
                    probed.loadsOnce("warmed", "probe/ask/warmed/first");
                    probed.loadsOnce("warmed", "probe/ask/warmed/second");
                })
                .check("put", () -> {
                    probed.answer("probe/put/written");
                    assertThat(probed.ask("groups", "written")).isEqualTo("groups written 0 put");
                })
                .check("invalidated by key", () -> {
                    probed.ask("groups", "dropped");
                    probed.answer("probe/drop/dropped");
                    assertThat(probed.ask("groups", "dropped")).startsWith("groups dropped 2 ");
                })
                .check("invalidated twice by one method", () -> {
                    probed.ask("groups", "both");
                    probed.ask("in-application", "both");
                    probed.answer("probe/drop-both/both");
                    assertThat(probed.ask("groups", "both")).startsWith("groups both 2 ");
                    assertThat(probed.ask("in-application", "both")).startsWith("in-application both 2 ");
                })
                .check("invalidated by tag", () -> {
                    probed.ask("groups", "tagged");
                    probed.answer("probe/drop-all");
                    assertThat(probed.ask("groups", "tagged")).startsWith("groups tagged 2 ");
                })
                .check("one load for many callers", () -> {
                    assertThat(together(probed, "in-application", "crowd")).hasSize(1);
                    assertThat(probed.loads("in-application", "crowd")).isEqualTo(1);
                });
    }

    /** Checks settings that were given from outside, of what was asked before. */
    static void outside(Card card, RedisEntries entries) {
        card.check("environment variable", () -> entries.livesAtMost("named:handler:k", Duration.ofMinutes(40)));
        card.check(
                "system property",
                () -> entries.livesAtMost("background:k", Duration.ofMinutes(50).plusHours(1)));
        card.check(
                "stored as JSON",
                () -> assertThat(entries.text("beans:in-application:k")).contains("\"bean\":\"in-application\""));
    }

    /** Returns what many callers were answered who asked at once. */
    private static Set<String> together(Probed probed, String bean, String key) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                answers.add(threads.submit(() -> probed.ask(bean, key)));
            }
            Set<String> different = new HashSet<>();
            for (Future<String> answer : answers) {
                different.add(answer.get());
            }
            return different;
        } finally {
            threads.shutdown();
        }
    }

    /** Checks an annotated method of a REST resource. */
    static void resource(Card card, Probed probed) {
        card.check("REST resource", () -> probed.loadsOnce("resource", "resource/k"));
    }

    /** Checks an annotated method of a REST client, whose setting {@code client/mp-rest/url} leads to the same application. */
    static void client(Card card, Probed probed) {
        card.check("REST client", () -> probed.loadsOnce("client", "client/k"));
    }

    /**
     * Checks what {@code server} says of an application with the wrong bean and with {@code guards} behind the cache. As it did
     * not start, none of them lets the cache answer whom it refuses.
     */
    static void mistakes(Card card, ServerProcess server, List<WrongGuards.Wrong> guards) {
        card.check(
                "mistakes are shown",
                () -> await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(server.logged())
                                .contains(
                                        (OTHER_MISTAKES + guards.size()) + " mistakes",
                                        "unknownParameter",
                                        "unreadableTtl",
                                        "nothingToStore",
                                        "outOfReach")));
        card.check("guards behind the cache are shown", () -> {
            String logged = server.logged();
            List<String> unnoticed = guards.stream()
                    .map(WrongGuards.Wrong::mistake)
                    .filter(mistake -> !logged.contains(mistake))
                    .toList();
            assertThat(unnoticed).isEmpty();
            Show.exactly(
                    "guards " + server,
                    unnoticed.size(),
                    0,
                    "guards behind the cache unnoticed, so that refused callers would be served, of " + guards.size());
        });
    }

    /** Checks where a load behind a stale value runs; {@code facts} are those that must hold, in their order. */
    static void background(Card card, Probed probed, String facts) {
        card.check("load in the background", () -> {
            String first = probed.ask("background", "k");
            String second = "background k 2 {" + facts + "}";
            probed.answer("probe/touch/k");
            assertThat(probed.ask("background", "k")).isIn(first, second);
            await().atMost(PATIENCE).until(() -> probed.loads("background", "k") == 2);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(probed.ask("background", "k")).isEqualTo(second));
        });
    }
}
