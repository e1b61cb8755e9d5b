// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.FetchContext;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.error.CacheKeyException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node with cachex.enabled=false beside one that caches. */
class BypassedCacheTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheKey<String> OTHER = CacheKey.of("post:2", String.class);
    private static final CacheOptions PLAIN = CacheOptions.defaults();

    private final Fixture fixture = new Fixture();
    private final CacheHandler on = fixture.here;
    private final CacheHandler off = fixture.open(fixture.fake.sibling(), "cachex.enabled", "false");
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private String load() {
        return "load " + loads.incrementAndGet();
    }

    @Test
    void eachFetch_loadsAndStoresNothing() {
        assertThat(off.fetch(KEY, this::load)).isEqualTo("load 1");
        assertThat(off.fetch(KEY, PLAIN, this::load)).isEqualTo("load 2");
        assertThat(off.fetchWith(KEY, PLAIN, context -> {
                    context.ttl(Duration.ofMinutes(1));
                    FetchContext.current().tags("posts");
                    return load();
                }))
                .isEqualTo("load 3");
        assertThat(off.fetchAsync(KEY, PLAIN, () -> CompletableFuture.completedFuture(load()))
                        .toCompletableFuture())
                .isCompletedWithValue("load 4");
        assertThat(off.fetchAll(
                        List.of(OTHER, KEY, OTHER),
                        PLAIN,
                        missing -> missing.stream()
                                .filter(KEY::equals)
                                .collect(Collectors.toMap(key -> key, key -> load()))))
                .isEqualTo(Map.of(KEY, "load 5"));
        assertThat(off.typed(String.class).fetch("post:1", this::load)).isEqualTo("load 6");
        assertThat(on.get(KEY)).isEmpty();
    }

    @Test
    void failuresOfLoaders_areThrownAsTheyAre() {
        IllegalStateException failure = new IllegalStateException("source is down");
        assertThatThrownBy(() -> off.<String, RuntimeException>fetch(KEY, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        CompletableFuture<String> answer = off.<String>fetchAsync(KEY, PLAIN, () -> {
                    throw failure;
                })
                .toCompletableFuture();
        assertThat(answer).isDone();
        assertThatThrownBy(answer::join).hasCause(failure);
    }

    @Test
    void whatOthersStored_isNotFound() {
        on.put(KEY, "stored");
        assertThat(off.get(KEY)).isEmpty();
        assertThat(off.getAll(List.of(KEY))).isEmpty();
        assertThat(off.contains(KEY)).isFalse();
        assertThat(off.fetch(KEY, this::load)).isEqualTo("load 1");
        assertThat(on.get(KEY)).contains("stored");
    }

    @Test
    void whatIsPutOrDropped_isDroppedForTheOthers() {
        on.put(KEY, "stored");
        off.put(KEY, "changed");
        assertThat(on.get(KEY)).isEmpty();
        on.put(KEY, "stored");
        assertThat(off.invalidate("post:1").isApplied()).isTrue();
        assertThat(on.get(KEY)).isEmpty();
    }

    @Test
    void whatDecidesForTheCluster_goesOn() {
        assertThat(off.putIfAbsent(KEY, "first", PLAIN)).isTrue();
        assertThat(off.putIfAbsent(KEY, "second", PLAIN)).isFalse();
        assertThat(off.increment("counter", 2, Duration.ofMinutes(1))).isEqualTo(2);
    }

    @Test
    void wrongAndClosed_areToldAsEver() {
        assertThatThrownBy(() -> off.fetch(null, this::load)).isInstanceOf(CacheKeyException.class);
        off.close();
        assertThatThrownBy(() -> off.fetch(KEY, this::load)).isInstanceOf(CacheClosedException.class);
        assertThatThrownBy(() -> off.contains(KEY)).isInstanceOf(CacheClosedException.class);
    }
}
