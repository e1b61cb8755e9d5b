// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.monitoring;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheStats;
import io.github.cachex.event.BreakerState;
import io.github.cachex.tck.redis.Link;
import java.util.UUID;
import org.awaitility.Awaitility;

/** What may happen to the caches of an application, and the alert that says so. */
enum Outage {
    REDIS_DOWN("CachexBackendDown") {
        @Override
        void begin(Link link, CacheHandler cache) {
            link.become(Link.State.REFUSING);
            awaitBreaker(cache);
        }
    },
    REDIS_HUNG("CachexBackendHung") {
        @Override
        void begin(Link link, CacheHandler cache) {
            link.become(Link.State.SILENT);
            awaitBreaker(cache);
        }
    },
    LINK_CUT("CachexLinkCut") {
        @Override
        void begin(Link link, CacheHandler cache) {
            link.becomeForListeners(Link.State.REFUSING);
            Awaitility.await("the link is down").until(() -> !cache.stats().linkUp());
        }
    },
    HIT_RATE_GONE("CachexHitRateGone") {
        @Override
        void begin(Link link, CacheHandler cache) {}

        /** Nobody asks for the same thing twice. */
        @Override
        void minute(CacheHandler cache, int round) {
            for (int i = 0; i < CALLS; i++) {
                ask(cache, "round " + round + " call " + i);
            }
        }
    },
    QUEUE_GROWING("CachexQueueGrowing") {
        @Override
        void begin(Link link, CacheHandler cache) {
            link.become(Link.State.REFUSING);
            awaitBreaker(cache);
        }

        @Override
        void minute(CacheHandler cache, int round) {
            super.minute(cache, round);
            cache.invalidate("round " + round);
        }

        /** Nothing can be queued where the backend is called. */
        @Override
        boolean mayFire(String alert) {
            return super.mayFire(alert) || alert.equals(REDIS_DOWN.alert());
        }
    };

    static final int CALLS = 60;
    private static final int KEYS = 3;

    private final String alert;

    Outage(String alert) {
        this.alert = alert;
    }

    /** Returns the alert that is to fire. */
    String alert() {
        return alert;
    }

    /** Returns whether {@code alert} is right about it. */
    boolean mayFire(String alert) {
        return alert.equals(this.alert);
    }

    abstract void begin(Link link, CacheHandler cache);

    /** Asks as often as an application does in a minute. */
    void minute(CacheHandler cache, int round) {
        healthy(cache, round);
    }

    /** Asks for the same few things again and again, and now and then for a new one. */
    static void healthy(CacheHandler cache, int round) {
        ask(cache, "round " + round);
        for (int i = 1; i < CALLS; i++) {
            ask(cache, "call " + i % KEYS);
        }
    }

    private static void ask(CacheHandler cache, String id) {
        cache.fetch(CacheKey.of(id, String.class), () -> "value");
    }

    private static void awaitBreaker(CacheHandler cache) {
        Awaitility.await("the breaker is open").until(() -> {
            ask(cache, "anything " + UUID.randomUUID());
            CacheStats stats = cache.stats();
            return stats.breaker() == BreakerState.OPEN && !stats.linkUp();
        });
    }
}
