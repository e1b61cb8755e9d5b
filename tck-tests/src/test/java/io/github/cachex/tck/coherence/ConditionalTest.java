// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheEntry;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.FetchContext;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that answers 304 where nothing has changed, behind nodes of one Redis, and a JVM that keeps its entries in memory. */
class ConditionalTest extends OverRedis {
    private static final CacheKey<String> KEY = CacheKey.of("feed", String.class);
    private static final CacheOptions OPTIONS =
            CacheOptions.ttl("1h").jitter(0).staleTtl("1d").tags("feeds");
    private static final int BODY = 10_000;
    private static final int ROUNDS = 10;

    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger version = new AtomicInteger(1);
    private final AtomicLong bytes = new AtomicLong();

    private String ask(FetchContext context) {
        loads.incrementAndGet();
        String etag = "\"" + version.get() + "\"";
        if (context.etag().equals(Optional.of(etag))) {
            return context.notModified();
        }
        context.etag(etag);
        String body = version.get() + "x".repeat(BODY - 1);
        bytes.addAndGet(body.length());
        return body;
    }

    private String fetch(CacheHandler node) {
        return node.fetchWith(KEY, OPTIONS, this::ask);
    }

    private static CacheEntry<String> entry(CacheHandler node) {
        return node.entry(KEY).orElseThrow();
    }

    private CacheHandler inMemory(String near) {
        return closing(CacheHandler.builder()
                .name("tested")
                .property("cachex.backend.type", "memory")
                .property("cachex.near.enabled", near)
                .build());
    }

    /** On a busy machine a call that takes longer than its budget does without Redis, and loads once more. */
    private CacheHandler patient(String near) {
        return node(
                "cachex.near.enabled",
                near,
                "cachex.backend-budget",
                "30s",
                "cachex.backend.redis.timeout.socket",
                "30s",
                "cachex.breaker.slow",
                "30s");
    }

    private List<CacheHandler> nodes(String backend, String near) {
        if (backend.equals("memory")) {
            CacheHandler one = inMemory(near);
            return List.of(one, one);
        }
        return List.of(patient(near), patient(near));
    }

    @ParameterizedTest
    @CsvSource({"redis, true", "redis, false", "memory, true", "memory, false"})
    void unchangedSource_movesNoBytesAndGivesNewLives(String backend, String near) {
        List<CacheHandler> nodes = nodes(backend, near);
        fetch(nodes.get(0));
        int lives = 0;
        for (int round = 0; round < ROUNDS; round++) {
            CacheHandler asking = nodes.get(round % 2);
            CacheHandler other = nodes.get((round + 1) % 2);
            if (round % 3 == 0) {
                asking.refreshWith(KEY, OPTIONS, this::ask);
            } else {
                asking.expire("feed");
                assertThat(entry(asking).freshFor()).isZero();
                fetch(asking);
            }
            Awaitility.await().until(() -> isNew(other));
            assertThat(fetch(other)).hasSize(BODY).startsWith("1");
            assertThat(entry(other).etag()).contains("\"1\"");
            assertThat(entry(other).tags()).containsExactly("feeds");
            lives += isNew(asking) ? 1 : 0;
        }
        version.set(2);
        nodes.get(1).refreshWith(KEY, OPTIONS, this::ask);
        Awaitility.await().until(() -> fetch(nodes.get(0)).startsWith("2"));
        assertThat(fetch(nodes.get(1))).startsWith("2");

        String about = " (" + backend + ", near=" + near + ")";
        Show.exactly("conditional bytes", bytes.get(), 2 * BODY, "moved by a source that changed once" + about);
        Show.exactly(
                "conditional loads", loads.get(), 2 + ROUNDS, "of one key, " + ROUNDS + " answered by 304" + about);
        Show.exactly("conditional lives", lives, ROUNDS, "begun anew after a 304" + about);
    }

    private static boolean isNew(CacheHandler node) {
        return node.entry(KEY)
                .filter(entry -> entry.freshFor().compareTo(Duration.ofMinutes(59)) > 0)
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void encryptedEntries_keepTheirValidators(boolean compressed) {
        String[] settings = {
            "cachex.backend-budget",
            "30s",
            "cachex.backend.redis.timeout.socket",
            "30s",
            "cachex.breaker.slow",
            "30s",
            "cachex.encryption.keys",
            "2026a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "cachex.compression.above",
            compressed ? "100" : "1000000"
        };
        CacheHandler here = node(settings);
        CacheHandler elsewhere = node(settings);
        fetch(here);
        elsewhere.expire("feed");
        assertThat(fetch(elsewhere)).hasSize(BODY);
        assertThat(elsewhere.touch(KEY, Duration.ofHours(2))).isTrue();
        assertThat(here.refreshWith(KEY, OPTIONS, this::ask)).hasSize(BODY);
        assertThat(bytes).hasValue(BODY);
        assertThat(loads).hasValue(3);
    }

    @Test
    void soughtEntry_isShownByBothNodes() {
        CacheHandler here = node();
        CacheHandler elsewhere = node("cachex.near.enabled", "false");
        // It keeps nothing near before its link is up.
        Awaitility.await().until(() -> {
            fetch(here);
            return entry(here).source() == CacheEntry.Source.NEAR;
        });
        CacheEntry<String> near = entry(here);
        CacheEntry<String> stored = entry(elsewhere);
        assertThat(stored.source()).isEqualTo(CacheEntry.Source.BACKEND);
        assertThat(near.size()).isEqualTo(stored.size());
        assertThat(near.serializer()).isEqualTo(stored.serializer()).isEqualTo("jsonb");
        assertThat(near.value()).isEqualTo(stored.value()).isPresent();
        assertThat(stored.staleFor()).isEqualTo(Duration.ofDays(1));
    }
}
