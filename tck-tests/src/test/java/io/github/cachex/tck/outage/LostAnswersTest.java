// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Each operation that gives or takes away at most once, done by Redis while its answer is lost, so that it is sent again; and what
 * others did in between. Each waits until the first sending can no longer run: they do so side by side.
 */
class LostAnswersTest extends OverRedis {
    private static final CacheOptions LOUD = CacheOptions.ttl("1h").backendErrors(ErrorPolicy.THROW);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String UNKNOWN = "nobody knows";
    private static final String[] PATIENT = {"cachex.backend-budget", "30s", "cachex.backend.redis.timeout.socket", "2s"
    };
    private static final String[] ENCRYPTING = {
        "cachex.backend-budget",
        "30s",
        "cachex.backend.redis.timeout.socket",
        "2s",
        "cachex.encryption.keys",
        "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    };

    private final Map<String, Supplier<String>> cases = new TreeMap<>();

    /** The one whose answer is lost, and another beside it. */
    private record Pair(CacheHandler far, CacheHandler near, Link link, CacheKey<String> key) {
        /** Returns what {@code operation} answers, as text. */
        String lost(Supplier<?> operation, Runnable meanwhile) {
            link.loseAnswer("tck:1:{tested:" + key.id() + "}", meanwhile);
            return said(operation);
        }

        boolean putIfAbsent(CacheHandler node, String value) {
            return node.putIfAbsent(key, value, LOUD);
        }

        String take() {
            return near.getAndRemove(key).orElse("nothing");
        }
    }

    private static String said(Supplier<?> operation) {
        try {
            return String.valueOf(operation.get());
        } catch (CacheBackendException e) {
            return UNKNOWN;
        }
    }

    private interface Story {
        String of(Pair pair);
    }

    private void tell(String name, Story story, String... settings) {
        Link link = link();
        Pair pair =
                new Pair(node(link, settings), node(settings), link, CacheKey.of(name.replace(' ', '-'), String.class));
        // Scripts that Redis does not know yet are sent twice, and the first answer is not the one to lose.
        CacheKey<String> other = CacheKey.of("other " + name, String.class);
        pair.far.put(other, "value", LOUD);
        pair.far.touch(other, HOUR);
        pair.far.getAndRemove(other);
        pair.far.putIfAbsent(other, "value", LOUD);
        pair.far.increment("other", 1, HOUR);
        pair.far.fetch(pair.key, LOUD, () -> "value");
        pair.far.invalidate(pair.key.id());
        cases.put(name, () -> story.of(pair));
    }

    private static String put(Pair pair, Runnable meanwhile) {
        return pair.lost(
                () -> {
                    pair.far.put(pair.key, "job", LOUD);
                    return "put";
                },
                meanwhile);
    }

    @Test
    void operationSentAgain_givesAndTakesAwayOnce() throws Exception {
        tell(
                "put taken",
                pair -> {
                    List<String> taken = new ArrayList<>();
                    String said = put(pair, () -> taken.add(pair.take()));
                    return said + ", " + taken + ", " + pair.take();
                },
                PATIENT);
        tell(
                "put touched and taken",
                pair -> {
                    List<String> taken = new ArrayList<>();
                    String said = put(pair, () -> {
                        taken.add("" + pair.near.touch(pair.key, HOUR));
                        taken.add(pair.take());
                    });
                    return said + ", " + taken + ", " + pair.take();
                },
                ENCRYPTING);
        tell(
                "put of many taken",
                pair -> {
                    List<String> taken = new ArrayList<>();
                    CacheKey<String> second = CacheKey.of("second", String.class);
                    String said = pair.lost(
                            () -> {
                                pair.far.putAll(Map.of(pair.key, "job", second, "job"), LOUD);
                                return "put";
                            },
                            () -> taken.add(pair.take()));
                    return said + ", " + taken + ", " + pair.take();
                },
                PATIENT);
        tell(
                "put if absent taken",
                pair -> {
                    List<String> taken = new ArrayList<>();
                    String said = pair.lost(() -> pair.putIfAbsent(pair.far, "job"), () -> taken.add(pair.take()));
                    return said + ", " + taken + ", " + pair.take();
                },
                PATIENT);
        tell(
                "put if absent touched",
                pair -> {
                    List<String> others = new ArrayList<>();
                    String said = pair.lost(
                            () -> pair.putIfAbsent(pair.far, "job"),
                            () -> others.add(
                                    pair.near.touch(pair.key, HOUR) + " " + pair.putIfAbsent(pair.near, "other")));
                    return said + ", " + others + ", " + pair.take();
                },
                ENCRYPTING);
        tell(
                "taken alone",
                pair -> {
                    pair.near.put(pair.key, "job", LOUD);
                    String said =
                            pair.lost(() -> pair.far.getAndRemove(pair.key).orElse("nothing"), () -> {});
                    return said + ", " + pair.take();
                },
                PATIENT);
        tell(
                "taken and given again",
                pair -> {
                    pair.near.put(pair.key, "mark", LOUD);
                    List<String> others = new ArrayList<>();
                    String said = pair.lost(
                            () -> pair.far.getAndRemove(pair.key).orElse("nothing"),
                            () -> others.add("" + pair.putIfAbsent(pair.near, "other mark")));
                    return said + ", " + others + ", " + pair.putIfAbsent(pair.near, "third mark") + ", " + pair.take();
                },
                PATIENT);
        tell(
                "touched and taken",
                pair -> {
                    pair.near.put(pair.key, "job", LOUD);
                    List<String> taken = new ArrayList<>();
                    String said = pair.lost(() -> pair.far.touch(pair.key, HOUR), () -> taken.add(pair.take()));
                    return said + ", " + taken + ", " + pair.take();
                },
                PATIENT);
        tell(
                "encrypted anew and taken",
                pair -> {
                    pair.near.put(pair.key, "job", LOUD);
                    List<String> taken = new ArrayList<>();
                    // The first that names the key is a read, whose answer is lost in vain.
                    pair.link.before(":removed", () -> pair.link.loseAnswer(":removed", () -> taken.add(pair.take())));
                    String said = said(() -> pair.far.touch(pair.key, HOUR));
                    return said + ", " + taken + ", " + pair.take();
                },
                ENCRYPTING);
        tell(
                "loaded and taken",
                pair -> {
                    List<String> taken = new ArrayList<>();
                    String said = said(() -> pair.far.fetch(pair.key, LOUD, () -> {
                        pair.link.loseAnswer(":lease", () -> taken.add(pair.take()));
                        return "loaded";
                    }));
                    return said + ", " + taken + ", " + pair.take();
                },
                PATIENT);
        tell(
                "counted",
                pair -> {
                    String said = pair.lost(() -> pair.far.increment(pair.key.id(), 1, HOUR), () -> {});
                    return said + ", " + pair.near.increment(pair.key.id(), 1, HOUR);
                },
                PATIENT);

        Map<String, String> right = new TreeMap<>();
        right.put("put taken", "put, [job], nothing");
        right.put("put touched and taken", "put, [true, job], nothing");
        right.put("put of many taken", "put, [job], nothing");
        right.put("put if absent taken", "true, [job], nothing");
        right.put("put if absent touched", "true, [true false], job");
        right.put("taken alone", UNKNOWN + ", nothing");
        right.put("taken and given again", UNKNOWN + ", [true], false, other mark");
        right.put("touched and taken", "false, [job], nothing");
        right.put("encrypted anew and taken", "false, [job], nothing");
        right.put("loaded and taken", "loaded, [loaded], nothing");
        right.put("counted", UNKNOWN + ", 2");
        assertThat(sideBySide()).isEqualTo(right);
        Show.exactly("once", 0, 0, "of " + right.size() + " kinds of lost answers hand out twice");
    }

    private Map<String, String> sideBySide() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(cases.size());
        try {
            Map<String, Future<String>> futures = new TreeMap<>();
            cases.forEach((name, story) -> futures.put(name, threads.submit(story::get)));
            Map<String, String> told = new TreeMap<>();
            for (Map.Entry<String, Future<String>> one : futures.entrySet()) {
                told.put(one.getKey(), one.getValue().get());
            }
            return told;
        } finally {
            threads.shutdown();
        }
    }
}
