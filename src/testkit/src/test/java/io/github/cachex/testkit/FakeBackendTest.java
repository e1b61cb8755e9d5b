// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.ValueState;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.tck.BackendContract;
import io.github.cachex.tck.ClockContract;
import io.github.cachex.tck.CounterContract;
import io.github.cachex.tck.LeaseContract;
import io.github.cachex.tck.LinkContract;
import io.github.cachex.tck.ScanContract;
import io.github.cachex.tck.TagContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FakeBackendTest
        implements BackendContract,
                LeaseContract,
                LinkContract,
                TagContract,
                ScanContract,
                ClockContract,
                CounterContract {
    private final ManualClock clock = ManualClock.create();
    private final FakeBackend backend = FakeBackend.on(clock);
    private final FakeBackend sibling = backend.sibling();

    @Override
    public CacheBackend backend() {
        return backend;
    }

    @Override
    public CacheBackend otherJvm() {
        return sibling;
    }

    @Override
    public void pass(Duration time) {
        clock.advance(time);
    }

    @Test
    void foreignBytes_areUnreadableAndReplaced() {
        EntryKey key = newKey();
        backend.plantForeign(key, new byte[] {1, 2, 3});

        assertThat(backend.read(key, budget()).orElseThrow().entryId()).isZero();
        assertThat(acquire(key, newId()).value()).isEqualTo(ValueState.MISS);
        assertThat(backend.isLeased(key)).isTrue();
        assertThat(backend.writeIfAbsent(key, entry("ours"), OptionalLong.empty(), budget()))
                .isTrue();
        assertThat(content(key)).isEqualTo("ours");
        assertThat(backend.isLeased(key)).isFalse();
    }

    @Test
    void cutLink_isSilentUntilItIsMended() {
        CacheSpace cache = newSpace();
        CacheSpace later = newSpace();
        List<String> here = new ArrayList<>();
        List<String> there = new ArrayList<>();
        LinkSession session = backend.link().orElseThrow().open(new Notes(here));
        LinkSession other = sibling.link().orElseThrow().open(new Notes(there));
        List.of(session, other).forEach(joining -> joining.join(cache));

        backend.cutLink();
        backend.cutLink();
        session.join(later);
        session.beat();
        backend.write(cache.key("missed"), entry("missed"), budget());
        backend.mendLink();
        backend.mendLink();
        sibling.write(cache.key("heard"), entry("heard"), budget());
        session.beat();

        assertThat(here)
                .containsExactly(
                        "joined " + cache.cache(),
                        "disconnected",
                        "joined " + cache.cache(),
                        "joined " + later.cache(),
                        "changed heard",
                        "alive");
        assertThat(there).containsExactly("joined " + cache.cache(), "changed missed", "changed heard");
    }

    @Test
    void listenerOfACutLink_joinsWhenItIsMended() {
        CacheSpace cache = newSpace();
        List<String> heard = new ArrayList<>();
        backend.cutLink();
        backend.link().orElseThrow().open(new Notes(heard)).join(cache);
        assertThat(heard).isEmpty();

        backend.mendLink();

        assertThat(heard).containsExactly("joined " + cache.cache());
    }

    @Test
    void listenerThatCallsItsBackend_hearsOfThatAfterwards() {
        CacheSpace cache = newSpace();
        List<String> heard = new ArrayList<>();
        backend.link()
                .orElseThrow()
                .open(new Notes(heard) {
                    @Override
                    public void joined(CacheSpace joined) {
                        backend.write(joined.key("own"), entry("own"), budget());
                        super.joined(joined);
                    }
                })
                .join(cache);

        assertThat(heard).containsExactly("joined " + cache.cache(), "changed own");
    }

    @Test
    void markOfASibling_isHeardWhenItReturns() {
        CacheSpace cache = newSpace();
        List<String> heard = new ArrayList<>();
        backend.link().orElseThrow().open(new Notes(heard)).join(cache);

        sibling.tags().orElseThrow().mark(cache, Set.of("a"), new MarkPosition(newId(), 0), BOUNDS, budget());

        assertThat(heard).containsExactly("joined " + cache.cache(), "marked [a]");
    }

    @Test
    void lostMarks_beginAnew() {
        CacheSpace cache = newSpace();
        TagState before = tags().mark(cache, Set.of("a"), new MarkPosition(newId(), 0), BOUNDS, budget());

        sibling.loseMarks(cache);

        assertThat(tags().peek(List.of(cache), budget())).containsExactly(new TagState(0, 0, 0, 0, Map.of()));
        assertThat(tags().sync(cache, new MarkPosition(before.incarnation(), before.epoch()), 7, budget()))
                .isEqualTo(new TagState(7, 0, 0, 0, Map.of()));
    }

    @Test
    void closedBackend_hearsNothingWhileItsSiblingDoes() {
        CacheSpace cache = newSpace();
        List<String> here = new ArrayList<>();
        List<String> there = new ArrayList<>();
        backend.link().orElseThrow().open(new Notes(here)).join(cache);
        sibling.link().orElseThrow().open(new Notes(there)).join(cache);
        backend.close();
        backend.link().orElseThrow().open(new Notes(here)).join(cache);
        backend.cutLink();

        sibling.write(cache.key("x"), entry("x"), budget());

        assertThat(here).containsExactly("joined " + cache.cache());
        assertThat(there).containsExactly("joined " + cache.cache(), "changed x");
    }

    /** Notes what it hears in words. */
    private static class Notes implements LinkListener {
        private final List<String> heard;

        Notes(List<String> heard) {
            this.heard = heard;
        }

        @Override
        public void joined(CacheSpace cache) {
            heard.add("joined " + cache.cache());
        }

        @Override
        public void disconnected() {
            heard.add("disconnected");
        }

        @Override
        public void alive(long sentAt) {
            heard.add("alive");
        }

        @Override
        public void changed(CacheSpace cache, String id) {
            heard.add("changed " + id);
        }

        @Override
        public void marked(CacheSpace cache, TagState state) {
            heard.add("marked " + state.marks().keySet());
        }

        @Override
        public void unknown(CacheSpace cache) {
            heard.add("unknown");
        }
    }

    @Test
    void close_closesOneSiblingAlone() {
        backend.close();

        assertThat(backend.isClosed()).isTrue();
        assertThat(sibling.isClosed()).isFalse();
    }
}
