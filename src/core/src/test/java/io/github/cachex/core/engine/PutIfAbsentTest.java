// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.testkit.FakeBackend;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the entry that is in the way while it is looked at. */
class PutIfAbsentTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);

    private final FakeBackend fake = FakeBackend.create();
    private final HeldBackend held = new HeldBackend(fake);
    private final CacheHandler here = CacheHandler.builder()
            .backend(held)
            .name("posts")
            .serializer(new JavaSerializer())
            .property("cachex.backend-budget", "1m")
            .property("cachex.breaker.slow", "1m")
            .build();
    private final CacheHandler there = CacheHandler.builder()
            .backend(fake.sibling())
            .name("posts")
            .serializer(new JavaSerializer())
            .build();

    @AfterEach
    void close() {
        held.open();
        here.close();
        there.close();
    }

    /** The background frees what a clear concerns, and nobody can see when. */
    @Test
    void entryThatIsGoneWhenItIsLookedAt_isNotInTheWay() throws Exception {
        there.put(KEY, "old");
        held.hold(BackendOperation.READ);
        CompletableFuture<Boolean> added =
                CompletableFuture.supplyAsync(() -> here.putIfAbsent(KEY, "new", CacheOptions.defaults()));
        held.await(1);
        there.invalidate(KEY.id());
        held.open();
        assertThat(added.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(there.get(KEY)).contains("new");
    }
}
