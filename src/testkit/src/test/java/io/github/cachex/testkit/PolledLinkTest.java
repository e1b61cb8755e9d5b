// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.PolledLink;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore.TagBounds;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PolledLinkTest {
    private static final CacheSpace POSTS = new CacheSpace("cachex:1", "posts");
    private static final CacheSpace AUTHORS = new CacheSpace("cachex:1", "authors");
    private static final Duration BUDGET = Duration.ofSeconds(5);
    private static final TagBounds BOUNDS = new TagBounds(1_000, Duration.ofDays(7));

    private final FakeBackend fake = FakeBackend.create();
    private final FaultyBackend faulty = FaultyBackend.over(fake);
    private final PolledLink link = new PolledLink(faulty.tags().orElseThrow(), BUDGET);
    private final Heard heard = new Heard();
    private final LinkSession session = link.open(heard);

    /** Notes what it hears. */
    private static final class Heard implements LinkListener {
        final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void joined(CacheSpace cache) {
            all.add("joined " + cache.cache());
        }

        @Override
        public void disconnected() {
            all.add("disconnected");
        }

        @Override
        public void alive(long sentAt) {
            all.add("alive");
        }

        @Override
        public void changed(CacheSpace cache, String id) {
            all.add("changed " + id);
        }

        @Override
        public void marked(CacheSpace cache, TagState state) {
            all.add("marked " + cache.cache() + ' ' + state.marks().keySet() + " after "
                    + (state.previous() < state.epoch()));
        }

        @Override
        public void unknown(CacheSpace cache) {
            all.add("unknown " + cache.cache());
        }
    }

    @AfterEach
    void close() {
        session.close();
        faulty.close();
    }

    private void mark(String tag) {
        mark(tag, 7);
    }

    private void mark(String tag, long incarnation) {
        fake.tags()
                .orElseThrow()
                .mark(POSTS, Set.of(tag), new MarkPosition(incarnation, 0), BOUNDS, CallBudget.of(BUDGET));
    }

    /** Lets the session beat until {@code last} is heard last, and returns what was heard. */
    private List<String> beat(Predicate<String> last) {
        heard.all.clear();
        Awaitility.await().until(() -> {
            session.beat();
            return heard.all.stream().anyMatch(last);
        });
        return List.copyOf(heard.all);
    }

    private void join(CacheSpace cache) {
        session.join(cache);
        Awaitility.await().until(() -> heard.all.contains("joined " + cache.cache()));
    }

    @Test
    void joins_areAnsweredOnce() {
        join(POSTS);
        session.join(POSTS);
        join(AUTHORS);
        assertThat(heard.all).containsExactly("joined posts", "joined authors");
        assertThat(link.tellsChanges()).isFalse();
    }

    @Test
    void newMarks_areToldBeforeTheSignOfLife() {
        mark("before");
        join(POSTS);
        join(AUTHORS);
        assertThat(beat("alive"::equals)).containsOnly("alive");
        mark("a");
        mark("b");
        assertThat(beat("alive"::equals)).startsWith("marked posts [a, b] after true", "alive");
        assertThat(beat("alive"::equals)).containsOnly("alive");
    }

    @Test
    void marksThatWereLost_areSaid() {
        mark("before");
        join(POSTS);
        fake.loseMarks(POSTS);
        mark("after", 8);
        assertThat(beat("alive"::equals)).startsWith("unknown posts", "alive");
    }

    @Test
    void storeThatFails_isNoLink_andIsJoinedAgain() {
        join(POSTS);
        faulty.fail(BackendOperation.PEEK);
        assertThat(beat("disconnected"::equals)).containsExactly("disconnected");
        heard.all.clear();
        faulty.heal();
        assertThat(beat("alive"::equals)).startsWith("joined posts", "alive");
    }

    @Test
    void closedSession_hearsNothingMore() {
        join(POSTS);
        session.close();
        heard.all.clear();
        session.beat();
        session.join(AUTHORS);
        session.close();
        assertThat(heard.all).isEmpty();
    }
}
