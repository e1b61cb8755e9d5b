// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.testkit.Barrier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application that closes while it loads keeps nobody else waiting. */
class ClosingTest {
    private static final CacheKey<String> A = CacheKey.of("a", String.class);
    private static final CacheKey<String> B = CacheKey.of("b", String.class);

    private final Fixture fixture =
            new Fixture("cachex.lease.ttl", "1h", "cachex.lease.max", "1h", "cachex.wait-timeout", "3h");
    private final CacheHandler here = fixture.here;
    private final Barrier loading = new Barrier();

    @AfterEach
    void close() throws Exception {
        loading.open();
        fixture.close();
    }

    private void othersLoadAtOnce(CacheKey<String> key) throws Exception {
        assertThat(fixture.fake.isLeased(Fixture.entryKey(key.id()))).isFalse();
        Future<String> other = fixture.async(() -> fixture.there.fetch(key, () -> "other"));
        assertThat(other.get(1, TimeUnit.MINUTES)).isEqualTo("other");
    }

    @Test
    void loadOnTheCallersThread_leavesNoLeaseAndStoresNothing() throws Exception {
        Future<String> caller = fixture.async(() -> here.fetch(A, () -> {
            loading.arrive();
            return "old";
        }));
        loading.await();
        here.close();
        othersLoadAtOnce(A);
        loading.open();
        assertThat(caller.get(1, TimeUnit.MINUTES)).isEqualTo("old");
        assertThat(fixture.there.get(A)).contains("other");
    }

    @Test
    void bulkLoad_leavesNoLeases() throws Exception {
        Future<Map<CacheKey<String>, String>> caller =
                fixture.async(() -> here.fetchAll(List.of(A, B), CacheOptions.defaults(), missing -> {
                    loading.arrive();
                    Map<CacheKey<String>, String> loaded = new HashMap<>();
                    missing.forEach(key -> loaded.put(key, "old"));
                    return loaded;
                }));
        loading.await();
        here.close();
        othersLoadAtOnce(A);
        othersLoadAtOnce(B);
        loading.open();
        assertThat(caller.get(1, TimeUnit.MINUTES)).containsEntry(A, "old").containsEntry(B, "old");
    }

    @Test
    void stageThatIsOpen_leavesNoLease() throws Exception {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<String> caller = here.fetchAsync(A, CacheOptions.defaults(), () -> {
                    asked.complete(null);
                    return source;
                })
                .toCompletableFuture();
        asked.get(1, TimeUnit.MINUTES);
        here.close();
        othersLoadAtOnce(A);
        source.complete("old");
        assertThat(fixture.there.get(A)).contains("other");
        assertThat(caller.handle((value, failure) -> "ended").get(1, TimeUnit.MINUTES))
                .isEqualTo("ended");
    }
}
