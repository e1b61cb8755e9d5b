// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.config.MapSource;
import io.github.cachex.core.engine.FakeTransactions.Fake;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Encrypted entries under a clock that is the backend's, and in the hands of somebody who can write to it. */
class EncryptedEntriesTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final EntryKey ENTRY = new EntryKey("cachex:1", "posts", "post:1");
    private static final String AES = "2026a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final CacheOptions SLIDING = CacheOptions.ttl("5m").sliding(true);
    private static final CallBudget BUDGET = CallBudget.of(Duration.ofSeconds(10));
    private static final Lifetime LONG = Lifetime.of(Duration.ofDays(1));

    private final ManualClock clock = ManualClock.create();
    private final FakeBackend fake = FakeBackend.on(clock);
    private final FaultyBackend backend = FaultyBackend.over(fake);
    private final FakeTransactions transactions = new FakeTransactions();
    private final List<CacheEngine> engines = new ArrayList<>();
    private final NamedCache cache = open(AES);

    private NamedCache open(String keys) {
        return open(backend, keys);
    }

    private NamedCache open(CacheBackend backend, String keys) {
        Map<String, String> texts = new TreeMap<>(Map.of(
                "cachex.jitter", "0",
                "cachex.ttl", "5m",
                "cachex.near.enabled", "false"));
        if (!keys.isEmpty()) {
            texts.put("cachex.encryption.keys", keys);
        }
        CacheEngine engine = CacheEngine.start(EngineSetup.of(MapSource.over(texts))
                .backend(backend)
                .serializer(new JavaSerializer())
                .transactions(transactions));
        engines.add(engine);
        return engine.cache("posts");
    }

    @AfterEach
    void close() {
        backend.heal();
        engines.forEach(CacheEngine::close);
    }

    private StoredEntry stored() {
        return fake.read(ENTRY, BUDGET).orElseThrow();
    }

    /** Puts {@code entry} back as it was, for longer than it was to live. */
    private void putBack(StoredEntry entry) {
        fake.write(ENTRY, new NewEntry(entry.entryId(), entry.bytes(), LONG), BUDGET);
    }

    @Test
    void olderValuePutBack_isRefusedAMinuteAfterItsLife() {
        cache.put(KEY, "old");
        StoredEntry old = stored();
        cache.put(KEY, "new");
        putBack(old);
        assertThat(cache.get(KEY)).contains("old");
        clock.advance(Duration.ofMinutes(6).minusMillis(1));
        putBack(old);
        assertThat(cache.get(KEY)).contains("old");
        clock.advance(Duration.ofMillis(1));
        putBack(old);
        assertThat(cache.get(KEY)).isEmpty();
        assertThat(cache.contains(KEY)).isFalse();
        assertThat(cache.touch(KEY, Duration.ofHours(1))).isFalse();
        assertThat(cache.getAndRemove(KEY)).isEmpty();
        putBack(old);
        assertThat(cache.putIfAbsent(KEY, "mine", CacheOptions.defaults())).isTrue();
        putBack(old);
        assertThat(cache.fetch(KEY, () -> "loaded")).isEqualTo("loaded");
        assertThat(cache.get(KEY)).contains("loaded");
    }

    @Test
    void valueThatIsStaleByItsSeal_isServedOnlyWhereLoadingFails() {
        CacheOptions options = CacheOptions.ttl("5m").staleTtl("10m");
        cache.put(KEY, "old", options);
        StoredEntry old = stored();
        clock.advance(Duration.ofMinutes(7));
        putBack(old);
        assertThat(cache.get(KEY)).isEmpty();
        assertThat(cache.<String, IllegalStateException>fetch(KEY, options, () -> {
                    throw new IllegalStateException("source is down");
                }))
                .isEqualTo("old");
        clock.advance(Duration.ofMinutes(10));
        putBack(old);
        assertThatThrownBy(() -> cache.<String, IllegalStateException>fetch(KEY, options, () -> {
                    throw new IllegalStateException("source is down");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void clockThatWasSet_costsOneLoad() {
        for (Duration step : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
            cache.put(KEY, "before");
            StoredEntry before = stored();
            clock.advance(step);
            putBack(before);
            assertThat(cache.fetch(KEY, () -> "after")).isEqualTo("after");
            assertThat(cache.fetch(KEY, () -> "again")).isEqualTo("after");
        }
    }

    @Test
    void touch_sealsAnew() {
        cache.put(KEY, "value");
        StoredEntry before = stored();
        clock.advance(Duration.ofMinutes(4));
        assertThat(cache.touch(KEY, Duration.ofHours(1))).isTrue();
        StoredEntry after = stored();
        assertThat(after.entryId()).isNotEqualTo(before.entryId());
        clock.advance(Duration.ofMinutes(59));
        assertThat(cache.get(KEY)).contains("value");
        putBack(before);
        assertThat(cache.get(KEY)).isEmpty();
        putBack(after);
        assertThat(cache.get(KEY)).contains("value");
        clock.advance(Duration.ofMinutes(3));
        putBack(after);
        assertThat(cache.get(KEY)).isEmpty();
    }

    @Test
    void touchOfWhatIsMissingOrInTheClear_isFalse() {
        assertThat(cache.touch(KEY, Duration.ofHours(1))).isFalse();
        fake.write(ENTRY, new NewEntry(7, new byte[] {1, 2, 3}, LONG), BUDGET);
        assertThat(cache.touch(KEY, Duration.ofHours(1))).isFalse();
        cache.put(KEY, "value");
        backend.fail(BackendOperation.REPLACE);
        assertThatThrownBy(() -> cache.touch(KEY, Duration.ofHours(1))).isInstanceOf(CacheBackendException.class);
    }

    /** An invalidation by tag holds for what is touched and put back, too. */
    @Test
    void touchAfterAnInvalidationByTag_isFalse() {
        cache.put(KEY, "value", CacheOptions.ttl("5m").tags("news"));
        cache.invalidateTags("news");
        assertThat(cache.touch(KEY, Duration.ofHours(1))).isFalse();
    }

    @Test
    void slidingEntry_livesForAsLongAsItIsRead() {
        cache.put(KEY, "session", SLIDING);
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofMinutes(4));
            assertThat(cache.fetch(KEY, SLIDING, () -> "anew")).isEqualTo("session");
        }
    }

    /** It is encrypted when it is stored, not when it is put. */
    @Test
    void putInALongTransaction_livesFromItsCommit() {
        Fake transaction = transactions.begin();
        cache.put(KEY, "value");
        clock.advance(Duration.ofMinutes(10));
        transaction.commit();
        clock.advance(Duration.ofMinutes(4));
        assertThat(cache.get(KEY)).contains("value");
    }

    @Test
    void entryInTheClear_isAMissThatIsSaidOnce() {
        NamedCache plain = open(fake.sibling(), "");
        plain.put(KEY, "in the clear");
        StoredEntry clear = stored();
        List<String> said = logged(() -> {
            NamedCache other = open(backend, AES);
            assertThat(other.get(KEY)).isEmpty();
            assertThat(other.getAll(List.of(KEY))).isEmpty();
            assertThat(other.contains(KEY)).isFalse();
            assertThat(other.fetch(KEY, () -> "loaded")).isEqualTo("loaded");
            assertThat(other.getAndRemove(KEY)).isEmpty();
            putBack(clear);
            assertThat(other.putIfAbsent(KEY, "mine", CacheOptions.defaults())).isTrue();
            assertThat(other.get(KEY)).contains("mine");
        });
        assertThat(said)
                .filteredOn(line -> line.contains("not encrypted, though"))
                .hasSize(1);
    }

    @Test
    void start_saysByWhichKeyEntriesAreEncrypted() {
        assertThat(logged(() -> open(AES + ",old:AAAAAAAAAAAAAAAAAAAAAA==")))
                .anyMatch(line -> line.contains("encrypted by the key 2026a"))
                .noneMatch(line -> line.contains("AAAA"));
        assertThat(logged(() -> open(""))).anyMatch(line -> line.contains("not encrypted"));
    }

    private static List<String> logged(Runnable work) {
        List<String> lines = new CopyOnWriteArrayList<>();
        Logger log = Logger.getLogger("io.github.cachex");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(handler);
        try {
            work.run();
        } finally {
            log.removeHandler(handler);
        }
        return lines;
    }
}
