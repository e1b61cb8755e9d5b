// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.TagState;
import io.github.cachex.tck.BackendContract;
import io.github.cachex.tck.ClockContract;
import io.github.cachex.tck.CounterContract;
import io.github.cachex.tck.LeaseContract;
import io.github.cachex.tck.LinkContract;
import io.github.cachex.tck.ScanContract;
import io.github.cachex.tck.TagContract;
import io.github.cachex.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryBackendTest
        implements BackendContract,
                LeaseContract,
                LinkContract,
                TagContract,
                ScanContract,
                ClockContract,
                CounterContract {
    private final ManualClock clock = ManualClock.create();
    private final MemoryBackend backend = new MemoryBackend(10_000, 8 << 20, clock::nanos);

    @Override
    public CacheBackend backend() {
        return backend;
    }

    @Override
    public void pass(Duration time) {
        clock.advance(time);
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private static NewEntry bytes(long id, int size) {
        return new NewEntry(id, new byte[size], Lifetime.of(LONG));
    }

    @Test
    void moreEntriesThanFit_keepTheirNumberBounded() {
        MemoryBackend small = new MemoryBackend(100, 1 << 20, clock::nanos);
        LongStream.rangeClosed(1, 100).forEach(id -> small.write(newKey(), bytes(id, 10), budget()));
        assertThat(small.entries()).hasValue(100);
        assertThat(small.evictions()).hasValue(0);

        LongStream.rangeClosed(1, 1_000).forEach(id -> small.write(newKey(), bytes(id, 10), budget()));

        assertThat(small.entries()).hasValue(100);
        assertThat(small.evictions()).hasValue(1_000);
    }

    @Test
    void moreBytesThanFit_keepTheirSumBounded() {
        MemoryBackend small = new MemoryBackend(1_000, 100_000, clock::nanos);

        LongStream.rangeClosed(1, 500).forEach(id -> small.write(newKey(), bytes(id, 9_900), budget()));

        assertThat(small.entries()).hasValue(10);
    }

    @Test
    void anEntryLargerThanAllRoom_isNotKept() {
        MemoryBackend small = new MemoryBackend(1_000, 1_000, clock::nanos);
        EntryKey key = newKey();

        small.write(key, bytes(1, 2_000), budget());

        assertThat(small.read(key, budget())).isEmpty();
        assertThat(small.entries()).hasValue(0);
    }

    @Test
    void oftenReadEntries_outliveAFlood() {
        MemoryBackend small = new MemoryBackend(100, 1 << 20, clock::nanos);
        EntryKey popular = newKey();
        small.write(popular, bytes(1, 10), budget());
        for (int i = 0; i < 1_000; i++) {
            small.write(newKey(), bytes(2, 10), budget());
            small.read(popular, budget());
        }

        assertThat(small.read(popular, budget())).isPresent();
    }

    @Test
    void endedMarkers_takeNoRoomForEver() {
        for (int i = 0; i < 1_000; i++) {
            EntryKey key = newKey();
            acquire(key, 1, SHORT);
        }
        assertThat(((MemoryLeases) leases()).size()).isEqualTo(1_000);
        clock.advance(Duration.ofMinutes(5));

        acquire(newKey(), 1);

        assertThat(((MemoryLeases) leases()).size()).isEqualTo(1);
    }

    @Test
    void afterClose_nothingIsHeld() {
        EntryKey key = newKey();
        backend.write(key, entry("gone"), budget());
        backend.increment(key, 5, LONG, budget());
        tags().mark(key.space(), Set.of("a"), new MarkPosition(newId(), 0), BOUNDS, budget());
        backend.close();

        assertThat(content(key)).isEqualTo("nothing");
        assertThat(backend.entries()).hasValue(0);
        assertThat(backend.increment(key, 1, LONG, budget())).isEqualTo(1);
        assertThat(tags().peek(List.of(key.space()), budget()))
                .extracting(TagState::incarnation)
                .containsExactly(0L);
    }

    @Test
    void afterClose_nobodyIsTold() {
        CacheSpace cache = newSpace();
        List<String> heard = new ArrayList<>();
        LinkSession before = backend.link().orElseThrow().open(new Notes(heard, id -> {}));
        before.join(cache);
        backend.close();
        LinkSession after = backend.link().orElseThrow().open(new Notes(heard, id -> {}));
        after.join(cache);
        after.beat();

        backend.write(cache.key("x"), entry("x"), budget());

        assertThat(heard).containsExactly("joined");
    }

    @Test
    void writer_findsThatItWasHeardAndThatItCouldBeSeenThen() {
        CacheSpace cache = newSpace();
        List<String> heard = new ArrayList<>();
        backend.link()
                .orElseThrow()
                .open(new Notes(heard, id -> heard.add(content(cache.key(id)))))
                .join(cache);

        backend.write(cache.key("x"), entry("seen"), budget());
        assertThat(heard).containsExactly("joined", "x", "seen");

        backend.invalidate(List.of(cache.key("x")), budget());
        assertThat(heard).containsExactly("joined", "x", "seen", "x", "nothing");
    }

    @Test
    void marker_findsThatItWasHeard() {
        CacheSpace cache = newSpace();
        List<String> heard = new ArrayList<>();
        backend.link().orElseThrow().open(new Notes(heard, id -> {})).join(cache);

        tags().mark(cache, Set.of("tag"), new MarkPosition(newId(), 0), BOUNDS, budget());

        assertThat(heard).containsExactly("joined", "tag");
    }

    @Test
    void listenerThatWrites_hearsOfThatAfterwards() {
        CacheSpace cache = newSpace();
        List<String> heard = new ArrayList<>();
        backend.link()
                .orElseThrow()
                .open(new Notes(heard, id -> {
                    if (id.equals("first")) {
                        backend.write(cache.key("second"), entry("x"), budget());
                        heard.add("end of first");
                    }
                }))
                .join(cache);

        backend.write(cache.key("first"), entry("x"), budget());

        assertThat(heard).containsExactly("joined", "first", "end of first", "second");
    }

    @Test
    void counters_areNotDroppedForEntries() {
        MemoryBackend small = new MemoryBackend(10, 1_000, clock::nanos);
        EntryKey key = newKey();
        small.increment(key, 1, LONG, budget());
        LongStream.rangeClosed(1, 1_000).forEach(id -> {
            small.write(newKey(), bytes(id, 10), budget());
            small.increment(newKey(), 1, LONG, budget());
        });

        assertThat(small.increment(key, 1, LONG, budget())).isEqualTo(2);
        assertThat(small.entries().orElseThrow()).isLessThanOrEqualTo(10);
    }

    @Test
    void freshForEverAndExpired_isStaleForItsStaleTime() {
        EntryKey key = newKey();
        backend.write(key, entry(newId(), "old", new Lifetime(Durations.FOREVER, SHORT)), budget());
        backend.expire(List.of(key), budget());
        assertThat(content(key)).isEqualTo("old");
        pass(OVER);

        assertThat(content(key)).isEqualTo("nothing");
    }

    @Test
    void scanOfMoreEntriesThanABudgetLasts_givesUp() {
        CacheSpace cache = newSpace();
        backend.write(cache.key("x"), entry("x"), budget());

        assertThatThrownBy(() -> backend.scan().orElseThrow().scan(cache, "*", Optional.empty(), spentBudget()))
                .isInstanceOf(CacheConnectionException.class);
    }

    /** Notes joins and ids, and does something with each id. */
    private record Notes(List<String> heard, Consumer<String> also) implements LinkListener {
        @Override
        public void joined(CacheSpace cache) {
            heard.add("joined");
        }

        @Override
        public void disconnected() {
            throw new AssertionError("memory is always there");
        }

        @Override
        public void alive(long sentAt) {
            heard.add("alive");
        }

        @Override
        public void changed(CacheSpace cache, String id) {
            heard.add(id);
            also.accept(id);
        }

        @Override
        public void marked(CacheSpace cache, TagState state) {
            heard.addAll(state.marks().keySet());
        }

        @Override
        public void unknown(CacheSpace cache) {
            throw new AssertionError("memory has no other release");
        }
    }

    @Test
    void unreasonableBounds_areRefused() {
        assertThatThrownBy(() -> MemoryBackend.holding(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MemoryBackend.holding(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MemoryBackend.holding(Long.MAX_VALUE, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MemoryBackend.holding(1, Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }
}
