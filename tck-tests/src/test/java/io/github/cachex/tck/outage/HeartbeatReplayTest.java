// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.backend.redis.RedisBackend;
import io.github.cachex.core.coherence.LinkTrust;
import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.TagState;
import io.github.cachex.tck.model.Bug;
import io.github.cachex.tck.model.Replays;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Counterexamples of the near model that are a matter of heartbeats: what A is told arrives late, what it asks is answered. */
class HeartbeatReplayTest extends OverRedis {
    private static final long DEAD = TimeUnit.SECONDS.toNanos(3);
    private static final CacheSpace CACHE = new CacheSpace("tck:1", "tested");
    private static final EntryKey KEY = CACHE.key("key");

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final LinkTrust trust = new LinkTrust(DEAD);
    private Link link;
    private RedisBackend a;
    private RedisBackend w;
    private LinkSession session;

    private final class Ear implements LinkListener {
        @Override
        public void joined(CacheSpace cache) {
            heard.add("joined");
        }

        @Override
        public void disconnected() {
            heard.add("disconnected");
        }

        @Override
        public void alive(long sentAt) {
            trust.alive(sentAt);
            heard.add("alive");
        }

        @Override
        public void changed(CacheSpace cache, String id) {
            heard.add("changed");
        }

        @Override
        public void marked(CacheSpace cache, TagState state) {}

        @Override
        public void unknown(CacheSpace cache) {}
    }

    @BeforeEach
    void join() {
        heard.clear();
        link = link();
        a = closing(RedisBackend.over(closing(RedisClient.create(link.uri()))));
        w = closing(RedisBackend.over(closing(RedisClient.create(redis().uri()))));
        session = closing(a.link().orElseThrow().open(new Ear()));
        session.join(CACHE);
        Awaitility.await().until(() -> heard.contains("joined"));
        link.becomeForListeners(Link.State.SILENT);
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    private void invalidate() {
        w.invalidate(List.of(KEY), budget());
    }

    private void awaitAlive() {
        link.becomeForListeners(Link.State.UP);
        Awaitility.await("a sign of life").until(() -> heard.contains("alive"));
    }

    @Test
    @Replays(Bug.HEARTBEAT_BESIDE_THE_LINK)
    void signOfLife_comesBehindWhatWasToldBefore() {
        invalidate();
        session.beat();
        assertThat(a.read(KEY, budget())).as("beside the link all is well").isEmpty();
        assertThat(heard).as("over the link").containsExactly("joined");

        awaitAlive();
        assertThat(heard.subList(0, 3)).containsExactly("joined", "changed", "alive");
    }

    @Test
    @Replays(Bug.TRUSTED_FROM_ARRIVAL)
    void signOfLife_vouchesForTheTimeUntilItWasAskedForAlone() {
        session.beat();
        assertThat(a.read(KEY, budget())).isEmpty();
        long changed = System.nanoTime();
        invalidate();

        awaitAlive();
        assertThat(trust.isUp(changed)).isTrue();
        assertThat(trust.isUp(changed + DEAD))
                .as("when nothing but that heartbeat tells that no change was missed")
                .isFalse();
    }
}
