// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.LeaseStore.ValueState;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What lies in Redis, byte by byte, and what becomes of bytes that are not ours. */
class StoredBytesTest extends OnRedis {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Formats that were written stay readable for ever: do not change what is asserted of their bytes, add another format. */
    @Test
    void storedEntry_hasTheBytesOfFormat2() {
        EntryKey key = newKey();
        backend.write(key, entry(0x0102030405060708L, "content", new Lifetime(LONG, LONG)), budget());

        ByteBuffer stored = ByteBuffer.wrap(plain.get(utf8(key.value())));
        byte[] head = new byte[3];
        stored.get(head);
        long freshUntil = stored.getLong();
        long stale = stored.getLong();
        long id = stored.getLong();
        long life = stored.getLong();
        byte[] content = new byte[stored.remaining()];
        stored.get(content);

        assertThat(head).containsExactly('C', 'X', 2);
        assertThat(Duration.ofMillis(freshUntil - System.currentTimeMillis())).isBetween(LONG.minusMinutes(1), LONG);
        assertThat(stale).isEqualTo(LONG.toMillis());
        assertThat(id).isEqualTo(0x0102030405060708L);
        assertThat(life).isEqualTo(LONG.toMillis());
        assertThat(content).isEqualTo(utf8("content"));
        assertThat(Duration.ofMillis(plain.pttl(key.value())))
                .isBetween(LONG.multipliedBy(2).minusMinutes(1), LONG.multipliedBy(2));
    }

    @Test
    void bytesOfFormat1_areRead() {
        EntryKey key = newKey();
        byte[] stored = ByteBuffer.allocate(34)
                .put(new byte[] {'C', 'X', 1})
                .putLong(System.currentTimeMillis() + 60_000)
                .putLong(0)
                .putLong(42)
                .put(utf8("content"))
                .array();
        plain.set(utf8(key.value()), stored);

        StoredEntry read = backend.read(key, budget()).orElseThrow();

        assertThat(read.entryId()).isEqualTo(42);
        assertThat(read.bytes()).isEqualTo(utf8("content"));
        assertThat(read.freshLeft()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(61));
    }

    /** Without a stale window Redis alone decides when it drops an entry, be it a little late. */
    @Test
    void withoutAStaleWindow_whatIsThereIsFresh() {
        EntryKey key = newKey();
        byte[] stored = ByteBuffer.allocate(27)
                .put(new byte[] {'C', 'X', 1})
                .putLong(System.currentTimeMillis() - 5_000)
                .putLong(0)
                .putLong(42)
                .array();
        plain.set(utf8(key.value()), stored);

        assertThat(backend.read(key, budget()).orElseThrow().isFresh()).isTrue();
        assertThat(acquire(key, newId()).value()).isEqualTo(ValueState.FRESH);
    }

    @Test
    void foreignBytes_areUnreadableMissesAndReplaced() {
        Map<String, byte[]> foreign = Map.of(
                "a byte", new byte[1],
                "text", utf8("a session of another application"),
                "a newer format", utf8("CX\u0003-fresh---stale--entryid--life---content"),
                "a head of format 2 without its end", utf8("CX\u0002-fresh---stale--entryid-"),
                "a head without a rest", utf8("CX\u0001-fresh---stale--"),
                "no id", ByteBuffer.allocate(27).put(new byte[] {'C', 'X', 1}).array());
        foreign.forEach((name, bytes) -> {
            EntryKey key = newKey();
            plain.set(utf8(key.value()), bytes);
            StoredEntry read = backend.read(key, budget()).orElseThrow();
            assertThat(read.entryId()).as(name).isEqualTo(StoredEntry.UNREADABLE);
            assertThat(read.bytes()).as(name).isEqualTo(bytes);
            replacedByALoad(name, key);
        });
    }

    @Test
    void anotherType_isAnUnreadableMissAndReplaced() {
        EntryKey list = newKey();
        plain.lpush(list.value(), "a", "b");

        assertThat(backend.read(list, budget()).orElseThrow().entryId()).isEqualTo(StoredEntry.UNREADABLE);
        EntryKey present = newKey();
        backend.write(present, entry("there"), budget());
        Map<EntryKey, StoredEntry> all = backend.readAll(List.of(list, present), budget());
        assertThat(all).hasSize(2);
        assertThat(all)
                .hasEntrySatisfying(list, entry -> assertThat(entry.bytes()).isEmpty());
        replacedByALoad("list", list);
        assertThat(content(list)).isEqualTo("loaded");
    }

    private void replacedByALoad(String name, EntryKey key) {
        long token = newId();
        assertThat(acquire(key, token).value()).as(name).isEqualTo(ValueState.MISS);
        assertThat(leases().store(key, entry(token, "loaded"), budget()))
                .as(name)
                .isTrue();
        assertThat(content(key)).as(name).isEqualTo("loaded");
    }

    @Test
    void anotherType_isWrittenOverAndRemoved() {
        EntryKey written = newKey();
        EntryKey absent = newKey();
        EntryKey removed = newKey();
        EntryKey touched = newKey();
        for (EntryKey key : List.of(written, absent, removed, touched)) {
            plain.hset(key.value(), "field", "value");
        }

        backend.write(written, entry("ours"), budget());
        assertThat(backend.writeIfAbsent(absent, entry("ours"), OptionalLong.empty(), budget()))
                .isTrue();
        assertThat(backend.remove(removed, budget()).orElseThrow().entryId()).isEqualTo(StoredEntry.UNREADABLE);
        assertThat(backend.touch(touched, Lifetime.of(LONG), budget())).isFalse();

        assertThat(content(written)).isEqualTo("ours");
        assertThat(content(absent)).isEqualTo("ours");
        assertThat(content(removed)).isEqualTo("nothing");
    }

    /** What is no lease of ours must not lock a key for ever. */
    @Test
    void foreignLease_doesNotCount() {
        EntryKey list = newKey();
        EntryKey endless = newKey();
        plain.lpush(list.lease(), "a");
        plain.set(endless.lease(), "12345678");

        for (EntryKey key : List.of(list, endless)) {
            assertThat(acquire(key, newId()).lease()).isEqualTo(LeaseState.WON);
            assertThat(plain.pttl(key.lease())).isPositive();
        }
    }

    @Test
    void lease_holdsTokenAndWaiters() {
        EntryKey key = newKey();
        acquire(key, 0x1112131415161718L);
        acquire(key, newId());
        acquire(key, newId());

        byte[] lease = plain.get(utf8(key.lease()));

        assertThat(lease).hasSize(16).startsWith(0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18);
        assertThat(Duration.ofMillis(plain.pttl(key.lease()))).isBetween(LONG.minusMinutes(1), LONG);
    }

    @Test
    void flushedScripts_areSentAgain() {
        EntryKey key = newKey();
        backend.write(key, entry("first"), budget());
        plain.scriptFlush();

        assertThat(backend.invalidate(List.of(key, newKey(), newKey()), budget()))
                .isEqualTo(1);
        plain.scriptFlush();
        backend.write(key, entry("second"), budget());
        assertThat(content(key)).isEqualTo("second");
    }

    @Test
    void manyKeys_travelInBatches() {
        Map<EntryKey, NewEntry> many = new HashMap<>();
        for (int i = 0; i < 1_200; i++) {
            many.put(newKey(), entry("number " + i));
        }
        backend.writeAll(many, budget());

        assertThat(backend.readAll(many.keySet(), budget())).hasSize(1_200);
        assertThat(backend.invalidate(many.keySet(), budget())).isEqualTo(1_200);
    }

    /** A clock that was learned from another server, or before this one's was set, is corrected and not believed. */
    @Test
    void wrongClock_costsOneMoreTry() {
        RedisClock ahead = new RedisClock();
        RedisClock behind = new RedisClock();
        ahead.learn(ahead.mark(), System.currentTimeMillis() + 3_600_000);
        behind.learn(behind.mark(), System.currentTimeMillis() - 3_600_000);
        for (RedisClock wrong : List.of(ahead, behind)) {
            RedisSettings settings = Backends.patient(redis.uri(), Optional.empty(), 4);
            try (RedisBackend mistaken = new RedisBackend(
                    new ManagedClient(
                            ServerLocator.at(settings.servers().hosts().get(0)), settings, wrong),
                    wrong)) {
                EntryKey key = newKey();
                EntryKey other = newKey();
                mistaken.write(key, entry("in time"), budget());
                mistaken.writeAll(Map.of(key, entry("a"), other, entry("b")), budget());
                assertThat(mistaken.read(key, budget()).orElseThrow().freshLeft())
                        .isBetween(LONG.minusMinutes(1), LONG.plusSeconds(1));
            }
        }
    }
}
