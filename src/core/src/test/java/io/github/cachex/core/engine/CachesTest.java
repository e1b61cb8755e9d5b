// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheHealth;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheObserver;
import io.github.cachex.CacheStats;
import io.github.cachex.Caches;
import io.github.cachex.Invalidation;
import io.github.cachex.Invalidation.Outcome;
import io.github.cachex.SettingInForce;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.event.BreakerState;
import io.github.cachex.event.LinkState;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CachesTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);

    private final FaultyBackend backend = FaultyBackend.over(FakeBackend.create());
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicReference<Supplier<CacheStats>> figures = new AtomicReference<>();
    private Caches caches = builder().buildCaches();

    private CacheHandler.Builder builder() {
        return CacheHandler.builder()
                .backend(backend)
                .serializer(new JavaSerializer())
                .property("cachex.backend-budget", "200ms")
                .property("cachex.breaker.failures", "3")
                .property("cachex.breaker.probe", "50ms");
    }

    private void reopen(CacheHandler.Builder builder) {
        caches.close();
        caches = builder.buildCaches();
    }

    @AfterEach
    void close() {
        backend.heal();
        caches.close();
    }

    @Test
    void settings_sayWhoSaysSo() {
        reopen(builder().property("cachex.cache.posts.ttl", "7m"));

        assertThat(caches.settings())
                .contains(
                        new SettingInForce("cachex.backend-budget", "200ms", SettingInForce.BUILDER),
                        new SettingInForce("cachex.ttl", "5m", SettingInForce.DEFAULT),
                        new SettingInForce("cachex.cache.posts.ttl", "7m", SettingInForce.BUILDER));
    }

    @Test
    void cachesThatThereAre_areFoundByName() {
        assertThat(caches.names()).isEmpty();
        assertThat(caches.find("posts")).isEmpty();
        CacheHandler posts = caches.cache("posts");
        CacheHandler authors = caches.cache("authors");

        assertThat(caches.names()).containsExactly("authors", "posts");
        assertThat(caches.find("posts")).containsSame(posts);
        assertThat(caches.cache("authors")).isSameAs(authors);
        posts.put(KEY, "one");
        assertThat(authors.get(KEY)).isEmpty();
        assertThat(posts.get(KEY)).contains("one");
    }

    @Test
    void namedBuilder_makesThatCacheAtOnce() {
        reopen(builder().name("posts"));

        assertThat(caches.names()).containsExactly("posts");
        assertThatThrownBy(() -> builder().name("a:b").buildCaches())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("a:b");
    }

    @Test
    void oneOfThem_refusesToBeClosed() {
        CacheHandler posts = caches.cache("posts");

        assertThatThrownBy(posts::close).isInstanceOf(UnsupportedOperationException.class);
        posts.put(KEY, "still open");
        caches.close();
        caches.close();
        assertThatThrownBy(() -> posts.get(KEY)).isInstanceOf(CacheClosedException.class);
        assertThatThrownBy(() -> caches.cache("posts")).isInstanceOf(CacheClosedException.class);
        assertThatThrownBy(() -> caches.clear("posts")).isInstanceOf(CacheClosedException.class);
        assertThat(caches.names()).isEmpty();
        assertThat(caches.find("posts")).isEmpty();
    }

    @Test
    void wrongName_isToldWhenItIsAskedFor() {
        assertThatThrownBy(() -> caches.cache("a:b")).isInstanceOf(CacheConfigurationException.class);
        assertThat(caches.names()).isEmpty();
    }

    @Test
    void stats_areThoseOfEach_andAddUp() {
        assertThat(caches.stats()).isEmpty();
        assertThat(caches.total().hitRate()).isEmpty();
        for (String name : List.of("posts", "authors")) {
            assertThat(caches.cache(name).stats().hitRate()).isEmpty();
            caches.cache(name).get(KEY);
            caches.cache(name).put(KEY, "one");
        }
        caches.cache("posts").get(KEY);
        caches.cache("posts").get(KEY);
        caches.cache("authors").get(KEY);

        Map<String, CacheStats> stats = caches.stats();
        assertThat(stats).containsOnlyKeys("authors", "posts");
        assertThat(stats.get("authors").hitRate()).hasValue(0.5);
        assertThat(stats.get("posts").hitRate()).hasValue(2.0 / 3);
        CacheStats total = caches.total();
        assertThat(total.hitRate()).hasValue(0.6);
        assertThat(total.hits()).isEqualTo(3);
        assertThat(total.misses()).isEqualTo(2);
        assertThat(total.stored()).isEqualTo(2);
        assertThat(total.entries()).isEqualTo(stats.get("posts").entries());
        assertThat(total.breaker()).isEqualTo(BreakerState.CLOSED);
        assertThat(total.linkUp())
                .isEqualTo(stats.get("posts").linkUp() && stats.get("authors").linkUp());
    }

    @Test
    void clear_clearsOneOrAll() {
        for (String name : List.of("posts", "authors")) {
            caches.cache(name).put(KEY, "one");
        }
        assertThat(caches.clear("posts").isApplied()).isTrue();
        assertThat(caches.cache("posts").get(KEY)).isEmpty();
        assertThat(caches.cache("authors").get(KEY)).contains("one");

        Map<String, Invalidation> cleared = caches.clear();
        assertThat(cleared).containsOnlyKeys("authors", "posts");
        assertThat(cleared.values()).allMatch(Invalidation::isApplied);
        assertThat(caches.cache("authors").get(KEY)).isEmpty();
    }

    @Test
    void clearOfASickBackend_isQueuedForEach_orThrownOnceAllWereTried() {
        caches.cache("posts");
        caches.cache("authors");
        backend.fail();
        assertThat(caches.clear().values())
                .extracting(Invalidation::outcome)
                .containsExactly(Outcome.QUEUED, Outcome.QUEUED);
        assertThat(caches.health().queuedInvalidations()).isEqualTo(2);
        assertThat(caches.health().isWell()).isFalse();

        backend.heal();
        reopen(builder().property("cachex.backend-errors", "throw"));
        caches.cache("posts");
        caches.cache("authors");
        backend.fail();
        assertThatThrownBy(() -> caches.clear())
                .isInstanceOf(CacheBackendException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    @Test
    void errorOfABackend_keepsNoOtherCacheFromItsClear() {
        Error broken = new NoClassDefFoundError("of the backend");
        List<String> asked = new ArrayList<>();
        reopen(builder().property("cachex.backend-errors", "throw").backend(new BackendDecorator(FakeBackend.create()) {
            @Override
            protected <R> R call(
                    BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
                if (operation == BackendOperation.MARK) {
                    asked.add(subject.value());
                    throw broken;
                }
                return step.apply(budget);
            }
        }));
        caches.cache("posts");
        caches.cache("authors");

        assertThatThrownBy(() -> caches.clear()).hasRootCause(broken);
        assertThat(asked).hasSize(2);
    }

    @Test
    void health_saysWhatIsKnown_sinceWhen_andAsksNobody() {
        reopen(builder());
        caches.cache("posts");
        Awaitility.await().until(() -> caches.health().parts().get(0).link() == LinkState.UP);
        CacheHealth well = caches.health();
        assertThat(well.isWell()).isTrue();
        assertThat(well.backend()).isEqualTo(backend.type());
        assertThat(well.enabled()).isTrue();
        assertThat(well.encrypted()).isFalse();
        assertThat(well.parts()).hasSize(1);
        CacheHealth.Part closed = well.parts().get(0);
        assertThat(closed.name()).isEqualTo("*");
        assertThat(closed.breaker()).isEqualTo(BreakerState.CLOSED);
        assertThat(closed.breakerSince()).isAfterOrEqualTo(well.since());
        assertThat(closed.linkSince()).isAfterOrEqualTo(well.since());

        backend.fail();
        for (int i = 0; i < 3; i++) {
            caches.cache("posts").get(KEY);
        }
        CacheHealth.Part open = caches.health().parts().get(0);
        assertThat(open.breaker()).isEqualTo(BreakerState.OPEN);
        assertThat(open.breakerSince()).isAfterOrEqualTo(closed.linkSince());
        assertThat(open.isWell()).isFalse();
        assertThat(caches.health().parts().get(0).breakerSince()).isEqualTo(open.breakerSince());

        backend.heal();
        Awaitility.await().until(() -> caches.health().parts().get(0).breaker() == BreakerState.CLOSED);
        assertThat(caches.health().parts().get(0).breakerSince()).isAfterOrEqualTo(open.breakerSince());
    }

    @Test
    void encryptedAndDisabled_areSaid() {
        reopen(builder()
                .property("cachex.encryption.keys", "k1:" + "A".repeat(43) + "=")
                .property("cachex.enabled", "false"));

        assertThat(caches.health().encrypted()).isTrue();
        assertThat(caches.health().enabled()).isFalse();
        assertThat(caches.cache("posts").get(KEY)).isEmpty();
    }

    /** Notes what it is told. */
    private final class Noting implements CacheObserver {
        @Override
        public void opened(String name, Supplier<CacheStats> stats) {
            told.add("opened " + name);
            figures.set(stats);
        }

        @Override
        public void closed(String name) {
            told.add("closed " + name);
        }
    }

    @Test
    void observer_isToldOfEachCacheOnce_andReadsItsFigures() {
        reopen(builder().name("posts").observer(new Noting()));
        assertThat(told).containsExactly("opened posts");
        caches.cache("authors");
        caches.cache("authors").put(KEY, "one");
        caches.cache("posts");
        assertThat(told).containsExactly("opened posts", "opened authors");
        assertThat(figures.get().get().stored()).isEqualTo(1);

        caches.close();
        caches.close();
        assertThat(told).hasSize(4).contains("closed posts", "closed authors");
        assertThat(figures.get().get().stored()).isEqualTo(1);
    }

    @Test
    void soleHandler_isToldToo() {
        try (CacheHandler handler =
                builder().name("alone").observer(new Noting()).build()) {
            handler.put(KEY, "one");
            assertThat(told).containsExactly("opened alone");
        }
        assertThat(told).containsExactly("opened alone", "closed alone");
    }

    @Test
    void observerThatThrows_costsNobodyAnything() {
        CacheObserver throwing = new CacheObserver() {
            @Override
            public void opened(String name, Supplier<CacheStats> stats) {
                throw new AssertionError("opened");
            }

            @Override
            public void closed(String name) {
                throw new IllegalStateException("closed");
            }
        };
        reopen(builder().observer(throwing).observer(new Noting()));
        caches.cache("posts").put(KEY, "one");
        assertThat(caches.cache("posts").get(KEY)).contains("one");
        caches.close();
        assertThat(told).containsExactly("opened posts", "closed posts");
    }

    @Test
    void observerThatAsksForAnotherCache_isGivenIt() {
        AtomicReference<Caches> all = new AtomicReference<>();
        CacheObserver asking = new CacheObserver() {
            @Override
            public void opened(String name, Supplier<CacheStats> stats) {
                if (!name.equals("statistics")) {
                    all.get().cache("statistics").put(KEY, name);
                }
            }
        };
        reopen(builder().observer(asking));
        all.set(caches);
        caches.cache("posts");
        assertThat(caches.cache("statistics").get(KEY)).contains("posts");
    }

    /** Whoever closes while a cache is being opened leaves it to the opener to say so. */
    @Test
    void closedWhileItIsOpened_isToldInOrder() {
        AtomicReference<Caches> all = new AtomicReference<>();
        CacheObserver closing = new CacheObserver() {
            @Override
            public void opened(String name, Supplier<CacheStats> stats) {
                told.add("opened " + name);
                all.get().close();
            }

            @Override
            public void closed(String name) {
                told.add("closed " + name);
            }
        };
        reopen(builder().observer(closing));
        all.set(caches);
        caches.cache("posts");
        assertThat(told).containsExactly("opened posts", "closed posts");
    }
}
