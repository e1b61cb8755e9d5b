// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.config.MapSource;
import io.github.cachex.core.engine.FakeTransactions.Fake;
import io.github.cachex.core.transaction.Transactions;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.testkit.FakeBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transformations and kept failures of an encrypting cache, in transactions and outside. */
class FiltersInTransactionsTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheOptions KEPT =
            CacheOptions.ttl("1h").cacheExceptions(Duration.ofHours(1), IllegalStateException.class);

    private final FakeBackend fake = FakeBackend.create();
    private final FakeTransactions transactions = new FakeTransactions();
    private final CacheEngine first = start(fake, transactions);
    private final CacheEngine second = start(fake.sibling(), Transactions.NONE);
    private final NamedCache here = linked(first.cache("posts"));
    private final NamedCache there = linked(second.cache("posts"));
    private final AtomicInteger asked = new AtomicInteger();
    private final CacheOptions halved = CacheOptions.ttl("1h").<String>storeAs(text -> {
        asked.incrementAndGet();
        return text.substring(0, text.length() / 2);
    });

    private static CacheEngine start(CacheBackend backend, Transactions known) {
        return CacheEngine.start(EngineSetup.of(MapSource.over(
                        Map.of("cachex.jitter", "0", "cachex.encryption.keys", "a:AAAAAAAAAAAAAAAAAAAAAA==")))
                .backend(backend)
                .serializer(new JavaSerializer())
                .transactions(known));
    }

    private static NamedCache linked(NamedCache cache) {
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> {
            cache.fetch(CacheKey.of("warm", String.class), () -> "any");
            return cache.stats().nearHits() > 0;
        });
        return cache;
    }

    @AfterEach
    void close() {
        transactions.suspend();
        List.of(first, second).forEach(CacheEngine::close);
    }

    private static String failing() {
        throw new IllegalStateException("broken");
    }

    @Test
    void putInATransaction_isTransformedOnce() {
        Fake transaction = transactions.begin();
        here.put(KEY, "abcdefgh", halved);
        assertThat(here.get(KEY)).contains("abcd");
        transaction.commit();
        assertThat(there.get(KEY)).contains("abcd");
        assertThat(asked).hasValue(1);
    }

    @Test
    void loadInATransaction_isTransformedWhenItIsStored() {
        Fake transaction = transactions.begin();
        assertThat(here.<String, RuntimeException>fetch(KEY, halved, () -> "abcdefgh"))
                .isEqualTo("abcdefgh");
        transaction.commit();
        assertThat(there.get(KEY)).contains("abcd");
        assertThat(asked).hasValue(1);
    }

    @Test
    void asynchronousPut_isTransformedOnce() {
        here.putAsync(KEY, "abcdefgh", halved).toCompletableFuture().join();
        assertThat(there.get(KEY)).contains("abcd");
    }

    @Test
    void failureInATransaction_isNotKept_andAKeptOneIsThrownThere() {
        Fake transaction = transactions.begin();
        assertThatThrownBy(() -> here.fetch(KEY, KEPT, FiltersInTransactionsTest::failing))
                .hasMessage("broken");
        transaction.commit();
        assertThat(there.<String, RuntimeException>fetch(KEY, KEPT, () -> "found"))
                .isEqualTo("found");

        there.invalidate(KEY.id());
        assertThatThrownBy(() -> there.fetch(KEY, KEPT, FiltersInTransactionsTest::failing))
                .hasMessage("broken");
        Fake another = transactions.begin();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> here.fetch(KEY, KEPT, () -> "not asked for"))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("broken");
        }
        another.commit();
    }
}
