// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.config.MapSource;
import io.github.cachex.core.engine.FakeTransactions.Fake;
import io.github.cachex.testkit.FakeBackend;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a transaction loads on purpose, and others may not see, and what it finds when it looks. */
class RefreshInTransactionTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheOptions OPTIONS = CacheOptions.ttl("1h").staleTtl("1h");

    private final FakeTransactions transactions = new FakeTransactions();
    private final CacheEngine engine = CacheEngine.start(EngineSetup.of(MapSource.over(Map.of("cachex.jitter", "0")))
            .backend(FakeBackend.create())
            .serializer(new JavaSerializer())
            .transactions(transactions));
    private final CacheHandler cache = engine.cache("posts");

    @AfterEach
    void close() {
        transactions.suspend();
        engine.close();
    }

    /** Returns what somebody outside of the transaction is given. */
    private String outside() {
        return CompletableFuture.supplyAsync(() -> cache.get(KEY).orElse("nothing"))
                .join();
    }

    private void keep() {
        cache.fetchWith(KEY, OPTIONS, context -> {
            context.etag("\"1\"");
            return "old";
        });
    }

    @Test
    void refresh_isForItsCallerAndExpiresWhatIsStoredWithTheCommit() {
        keep();
        Fake transaction = transactions.begin();
        assertThat(cache.refresh(KEY, OPTIONS, () -> "uncommitted")).isEqualTo("uncommitted");
        assertThat(outside()).isEqualTo("old");
        transaction.commit();
        assertThat(outside()).isEqualTo("nothing");
        assertThat(cache.entry(KEY).orElseThrow().freshFor()).isZero();
        assertThat(cache.fetch(KEY, OPTIONS, () -> "committed")).isEqualTo("committed");
    }

    @Test
    void refreshThatIsRolledBack_changesNothing() {
        keep();
        Fake transaction = transactions.begin();
        cache.refresh(KEY, OPTIONS, () -> "uncommitted");
        transaction.rollBack();
        assertThat(outside()).isEqualTo("old");
    }

    @Test
    void failedRefresh_throwsAndChangesNothing() {
        keep();
        Fake transaction = transactions.begin();
        assertThatThrownBy(() -> cache.refresh(KEY, OPTIONS.defaultValue("default"), () -> {
                    throw new IllegalStateException("down");
                }))
                .hasMessage("down");
        transaction.commit();
        assertThat(outside()).isEqualTo("old");
    }

    @Test
    void refresh_asksOnCondition() {
        keep();
        Fake transaction = transactions.begin();
        assertThat(cache.refreshWith(KEY, OPTIONS, context -> {
                    assertThat(context.etag()).contains("\"1\"");
                    return context.notModified();
                }))
                .isEqualTo("old");
        transaction.commit();
        assertThat(outside()).isEqualTo("nothing");
    }

    @Test
    void whatIsPutOrInvalidatedThere_isNoEntry() {
        keep();
        assertThat(cache.entry(KEY)).isPresent();
        Fake transaction = transactions.begin();
        cache.put(KEY, "new", OPTIONS);
        assertThat(cache.entry(KEY)).isEmpty();
        transaction.commit();
        assertThat(cache.entry(KEY).orElseThrow().value()).contains("new");
        assertThat(cache.entry(KEY).orElseThrow().etag()).isEmpty();
    }
}
