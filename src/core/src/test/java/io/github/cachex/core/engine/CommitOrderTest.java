// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.config.MapSource;
import io.github.cachex.core.engine.FakeTransactions.Fake;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.testkit.FakeBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a commit that concerns several caches does first: no cache waits with its invalidations for what another has to store. */
class CommitOrderTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);

    private final FakeBackend fake = FakeBackend.create();
    private final HeldBackend backend = new HeldBackend(fake);
    private final FakeTransactions transactions = new FakeTransactions();
    private final CacheEngine engine = CacheEngine.start(EngineSetup.of(MapSource.of())
            .backend(backend)
            .serializer(new JavaSerializer())
            .transactions(transactions));
    private final NamedCache first = engine.cache("first");
    private final NamedCache second = engine.cache("second");
    private final List<CacheHandler> elsewhere = new ArrayList<>();

    @AfterEach
    void close() {
        backend.open();
        transactions.suspend();
        engine.close();
        elsewhere.forEach(CacheHandler::close);
    }

    private CacheHandler elsewhere(String name) {
        CacheHandler handler = CacheHandler.builder()
                .name(name)
                .backend(fake.sibling())
                .serializer(new JavaSerializer())
                .build();
        elsewhere.add(handler);
        return handler;
    }

    @Test
    void storesOfOneCacheThatTakeLong_letNoOtherServeWhatWasThereBefore() throws Exception {
        CacheHandler there = elsewhere("second");
        CacheOptions tagged = CacheOptions.defaults().tags("news");
        CacheKey<String> other = CacheKey.of("2", String.class);
        second.put(KEY, "old");
        second.put(other, "old", tagged);
        assertThat(there.fetch(KEY, () -> "loaded")).isEqualTo("old");
        assertThat(there.fetch(other, tagged, () -> "loaded")).isEqualTo("old");
        Fake transaction = transactions.begin();
        first.put(KEY, "new");
        second.invalidate(KEY.id());
        second.invalidateTags("news");
        transactions.suspend();

        backend.hold(BackendOperation.ACQUIRE_ALL);
        CompletableFuture<Void> commit = CompletableFuture.runAsync(transaction::commit);
        backend.await(1);
        assertThat(commit).isNotDone();
        assertThat(there.get(KEY)).isEmpty();
        assertThat(there.get(other)).isEmpty();
        assertThat(second.get(KEY)).isEmpty();
        assertThat(second.get(other)).isEmpty();
        backend.open();

        commit.get(1, TimeUnit.MINUTES);
        assertThat(elsewhere("first").get(KEY)).contains("new");
    }
}
