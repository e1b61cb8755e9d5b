// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.stampede;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.backend.redis.RedisBackend;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.tck.model.Bug;
import io.github.cachex.tck.model.Replays;
import io.github.cachex.tck.redis.Background;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.FaultyBackend;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/** Counterexamples of the lease model that begin with a command that was not answered, on the engine over Redis. */
class UnansweredReplayTest extends OverRedis {
    private static final CacheKey<Integer> KEY = CacheKey.of("key", Integer.class);
    private static final String LEASE = "tck:1:{tested:key}:lease";

    private FaultyBackend faulty;
    private CacheHandler a;
    private CacheHandler c;

    @BeforeEach
    void openNodes() {
        faulty = FaultyBackend.over(closing(RedisBackend.over(closing(RedisClient.create(redis().uri())))));
        a = closing(CacheHandler.builder()
                .name("tested")
                .prefix("tck")
                .version("1")
                .backend(faulty)
                .property("cachex.lease.ttl", "1m")
                .property("cachex.wait-timeout", "5m")
                .build());
        c = node();
    }

    private boolean isLeased() {
        try (Jedis jedis = Raw.jedis(redis())) {
            return jedis.exists(LEASE);
        }
    }

    private void awaitNoLease() {
        Awaitility.await("the lease is given back").until(() -> !isLeased());
    }

    private int fetch(CacheHandler node, int source) {
        return node.<Integer, RuntimeException>fetch(KEY, () -> source);
    }

    @Test
    @Replays(Bug.LEASE_NOT_GIVEN_BACK)
    void leaseOfAnUnansweredAcquire_isGivenBack() {
        faulty.fail(BackendOperation.RELEASE);
        faulty.loseAnswer(BackendOperation.ACQUIRE);
        assertThat(fetch(a, 2)).isEqualTo(2);
        assertThat(isLeased()).as("while it cannot be given back").isTrue();

        faulty.heal();
        awaitNoLease();
    }

    @Test
    @Replays(Bug.RELEASED_ONCE)
    void leaseThatIsGrantedAfterItWasGivenBack_isGivenBackAgain() {
        faulty.late(BackendOperation.ACQUIRE);
        assertThat(fetch(a, 2)).isEqualTo(2);
        Awaitility.await("given back before it came").until(() -> faulty.calls(BackendOperation.RELEASE) > 0);
        faulty.fail(BackendOperation.RELEASE);

        assertThat(faulty.runLate()).as("commands that run late").isPositive();
        assertThat(isLeased()).as("late").isTrue();
        faulty.heal();
        awaitNoLease();
    }

    @Test
    @Replays(Bug.NEW_TOKEN_AFTER_LOSS)
    void leaseThatIsGrantedLongAfterItsAskerWentOn_isGivenBack() {
        faulty.late(BackendOperation.ACQUIRE);
        assertThat(fetch(a, 2)).isEqualTo(2);
        assertThat(faulty.calls(BackendOperation.ACQUIRE)).as("tokens tried").isEqualTo(1);
        assertThat(fetch(c, 2)).as("B loads and stores").isEqualTo(2);
        assertThat(fetch(a, 9)).as("A reads what B stored").isEqualTo(2);
        assertThat(c.invalidate(KEY.id()).isApplied()).isTrue();
        faulty.fail(BackendOperation.RELEASE);
        faulty.runLate();
        assertThat(isLeased()).as("late").isTrue();

        faulty.heal();
        awaitNoLease();
    }

    @Test
    @Replays(Bug.STORED_UNDER_UNANSWERED_LEASE)
    void loadUnderALeaseThatCameAfterAnInvalidation_isNotStored() throws Exception {
        faulty.late(BackendOperation.ACQUIRE);
        faulty.fail(BackendOperation.RELEASE);
        try (Background<Integer> load = Background.load(a, KEY, 1)) {
            assertThat(c.invalidate(KEY.id()).isApplied()).isTrue();
            faulty.runLate();
            assertThat(isLeased()).as("by the token of the load").isTrue();
            assertThat(load.finish()).isEqualTo(1);
        }
        faulty.heal();
        assertThat(c.get(KEY)).isEmpty();
        awaitNoLease();
        assertThat(fetch(c, 2)).isEqualTo(2);
        assertThat(fetch(a, 2)).isEqualTo(2);
    }

    /** The fence alone does not help where a lease is granted a second time. */
    @Test
    void fenceAlone_storesUnderALeaseThatCameTwice() {
        try (Jedis jedis = Raw.jedis(redis())) {
            OneKey key = ScriptKey.sound(jedis);
            assertThat(key.acquire(3)).isEqualTo("WON");
            key.invalidate();
            assertThat(key.acquire(3)).as("the first one, late").isEqualTo("WON");
            assertThat(key.store(3, 1)).isTrue();
            assertThat(key.read()).as("older than the invalidation").isEqualTo(1);
        }
    }

    @Test
    @Replays(Bug.ACQUIRE_SENT_TWICE)
    void loadUnderALeaseOfWhichTheFirstSendingCameLate_isNotStored() throws Exception {
        Link link = link();
        CacheHandler far = warm(link);
        link.holdNext(LEASE);
        try (Background<Integer> load = Background.load(far, KEY, 1)) {
            assertThat(link.holds()).isTrue();
            assertThat(c.invalidate(KEY.id()).isApplied()).isTrue();
            link.deliver();
            assertThat(load.finish()).isEqualTo(1);
        }
        assertThat(c.get(KEY)).isEmpty();
        assertThat(fetch(c, 2)).isEqualTo(2);
        assertThat(fetch(far, 2)).isEqualTo(2);
    }

    @Test
    @Replays(Bug.PUT_ANSWERED_TOO_SOON)
    void putOfWhichTheFirstSendingCameLate_doesNotComeBack() {
        Link link = link();
        CacheHandler far = warm(link);
        link.holdNext(LEASE);
        far.put(KEY, 2);
        assertThat(link.holds()).isTrue();
        assertThat(c.get(KEY)).as("by the second one").contains(2);
        assertThat(c.invalidate(KEY.id()).isApplied()).isTrue();
        link.deliver();
        assertThat(c.get(KEY)).isEmpty();
        assertThat(far.get(KEY)).isEmpty();
    }

    @Test
    void putThatMayRunAgain_comesBack() {
        try (Jedis jedis = Raw.jedis(redis())) {
            OneKey key = ScriptKey.sound(jedis);
            key.put(2);
            key.invalidate();
            key.put(2);
            assertThat(key.read()).as("older than the invalidation").isEqualTo(2);
        }
    }

    /** Returns a node over {@code link} whose scripts Redis knows: of one that it does not, nothing is done late. */
    private CacheHandler warm(Link link) {
        CacheHandler far = node(link);
        CacheKey<Integer> other = CacheKey.of("other", Integer.class);
        far.put(other, 1);
        far.invalidate(other.id());
        assertThat(far.<Integer, RuntimeException>fetch(other, () -> 1)).isEqualTo(1);
        return far;
    }
}
