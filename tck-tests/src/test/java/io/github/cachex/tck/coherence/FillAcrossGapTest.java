// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.Show;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is read before the link breaks and kept after it stands again is not served: what was said meanwhile was not heard. */
class FillAcrossGapTest extends OverRedis {
    private static final CacheOptions OPTIONS = CacheOptions.ttl("1h").tags("tag");

    @Test
    void fillThatSpansAGap_isNotServed() throws Exception {
        int old = 0;
        int rounds = Rounds.of(10, 100);
        for (int round = 0; round < rounds; round++) {
            CacheKey<String> key = CacheKey.of("key:" + round, String.class);
            old += fillAcrossAGap(key, round % 2 == 0 ? this::dropById : this::dropByTag)
                            .equals("old")
                    ? 1
                    : 0;
        }
        Show.exactly(
                "link-cut", old, 0, "old values of " + rounds + " fills that began before a gap and ended after it");
    }

    private void dropById(CacheHandler node, CacheKey<String> key) {
        assertThat(node.invalidate(key.id()).isApplied()).isTrue();
    }

    private void dropByTag(CacheHandler node, CacheKey<String> key) {
        assertThat(node.invalidateTags("tag").isApplied()).isTrue();
    }

    private String fillAcrossAGap(CacheKey<String> key, BiConsumer<CacheHandler, CacheKey<String>> drop)
            throws Exception {
        GatedReads gate = new GatedReads();
        try (Link link = Link.to(redis());
                CacheHandler writer = builder(redis().uri()).serializer(gate).build();
                CacheHandler reader = builder(link.uri()).serializer(gate).build()) {
            writer.put(key, "old", OPTIONS);
            awaitLink(reader, true);

            Barrier barrier = gate.hold();
            CompletableFuture<String> fill = CompletableFuture.supplyAsync(
                    () -> reader.<String, RuntimeException>fetch(key, OPTIONS, () -> "loaded"));
            barrier.await();
            link.becomeForListeners(Link.State.REFUSING);
            awaitLink(reader, false);
            drop.accept(writer, key);
            link.becomeForListeners(Link.State.UP);
            awaitLink(reader, true);
            barrier.open();
            assertThat(fill.get(30, TimeUnit.SECONDS))
                    .as("asked before the drop")
                    .isIn("old", "loaded");
            return reader.<String, RuntimeException>fetch(key, OPTIONS, () -> "new");
        }
    }

    private static void awaitLink(CacheHandler node, boolean up) {
        Awaitility.await("the link").until(() -> node.stats().linkUp() == up);
    }
}
