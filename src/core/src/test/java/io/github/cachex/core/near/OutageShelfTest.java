// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheKey;
import io.github.cachex.core.coherence.KeyVersions;
import io.github.cachex.core.coherence.LinkTrust;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.config.MapSource;
import io.github.cachex.core.near.NearEntry.Watch;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.SharedValue;
import io.github.cachex.spi.EntryKey;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is kept of an outage goes with it. */
class OutageShelfTest {
    private static final long LONG = Duration.ofHours(1).toNanos();

    private final KeyVersions versions = new KeyVersions();
    private final OutageShelf shelf = new OutageShelf(versions, Marks.NONE, 10);

    private static FetchCall call(String id) {
        return new FetchCall(
                CacheKey.of(id, String.class),
                new EntryKey("app:1", "posts", id),
                Configuration.read(MapSource.of(), List.of()).cache("posts"),
                context -> "loaded");
    }

    private void keep(String id, long lifeNanos, long standInNanos) {
        int stripe = KeyVersions.of("posts", id);
        Watch watch = new Watch(
                stripe, versions.changes(stripe), new LinkTrust(1).new LinkGeneration(), 0, Marks.NONE.version());
        shelf.keep(call(id), watch, SharedValue.one("value"), lifeNanos, standInNanos);
    }

    @Test
    void valueThatIsOver_isDroppedThoughNobodyAsksForIt() {
        keep("over", 1, 0);
        keep("lives", LONG, 0);
        keep("stands in", 1, LONG);
        Awaitility.await().until(() -> {
            shelf.sweep();
            return shelf.size() == 2;
        });
        assertThat(shelf.find(call("lives"), System.nanoTime())).isPresent();
        assertThat(shelf.lastGood(call("stands in"), System.nanoTime())).isPresent();
    }

    @Test
    void moreThanTheCacheMayKeep_isNotKept() {
        for (int i = 0; i < 100; i++) {
            keep("id " + i, LONG, 0);
        }
        assertThat(shelf.size()).isLessThanOrEqualTo(10);
    }
}
