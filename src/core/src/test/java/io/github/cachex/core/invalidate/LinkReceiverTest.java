// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.invalidate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.coherence.InvalidationTarget;
import io.github.cachex.core.coherence.LinkTrust;
import io.github.cachex.core.coherence.MarkListener;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LinkReceiverTest {
    private static final CacheSpace POSTS = new CacheSpace("app:1", "posts");
    private static final CacheSpace OTHER = new CacheSpace("app:1", "other");
    private static final TagState STATE = new TagState(1, 5, 6, 0, Map.of());

    private final LinkTrust trust = new LinkTrust(Duration.ofHours(1).toNanos());
    private final LinkTrust.LinkGeneration linkGeneration = trust.new LinkGeneration();
    private final Line line = new Line();
    private final Follower follower = new Follower();
    private final Target target = new Target();
    private final List<Boolean> told = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final LinkReceiver receiver =
            new LinkReceiver(line, trust, Optional.of(line), later::add, Duration.ofSeconds(1), told::add);

    private void join() {
        receiver.join(POSTS, linkGeneration, follower, target);
        receiver.joined(POSTS);
        runLater();
        receiver.alive(System.nanoTime());
        runLater();
    }

    private void runLater() {
        while (!later.isEmpty()) {
            later.remove(0).run();
        }
    }

    private boolean isTrusted(int generation) {
        return linkGeneration.isTrusted(generation, System.nanoTime());
    }

    @Test
    void trust_beginsWhenJoinedAndAlive() {
        receiver.join(POSTS, linkGeneration, follower, target);
        assertThat(line.joined).containsExactly(POSTS);
        assertThat(isTrusted(linkGeneration.generation())).isFalse();
        receiver.joined(POSTS);
        assertThat(isTrusted(linkGeneration.generation())).isFalse();
        runLater();
        assertThat(line.beats).isEqualTo(1);
        assertThat(follower.syncs).isEqualTo(1);
        receiver.alive(System.nanoTime());
        assertThat(isTrusted(linkGeneration.generation())).isTrue();
        assertThat(receiver.isUp()).isTrue();
        runLater();
        assertThat(told).containsExactly(true);
    }

    @Test
    void brokenLink_endsTrustAndTheGeneration() {
        join();
        int before = linkGeneration.generation();
        receiver.disconnected();
        assertThat(receiver.isUp()).isFalse();
        assertThat(isTrusted(before)).isFalse();
        receiver.joined(POSTS);
        receiver.alive(System.nanoTime());
        assertThat(isTrusted(before)).isFalse();
        assertThat(isTrusted(linkGeneration.generation())).isTrue();
        runLater();
        assertThat(told).containsExactly(true, false, true);
    }

    @Test
    void changes_reachTheirCacheAlone() {
        join();
        receiver.changed(POSTS, "1");
        receiver.changed(OTHER, "2");
        assertThat(target.dropped).containsExactly("posts 1");
    }

    @Test
    void marks_reachTheFollowerAndAreAskedForWhereMissed() {
        join();
        receiver.marked(POSTS, STATE);
        assertThat(follower.heard).containsExactly(STATE);
        assertThat(target.groups).isEqualTo(1);
        runLater();
        assertThat(follower.syncs).isEqualTo(1);
        follower.missesSome = true;
        receiver.marked(POSTS, STATE);
        runLater();
        assertThat(follower.syncs).isEqualTo(2);
    }

    @Test
    void unknownMessage_isAGap() {
        join();
        int before = linkGeneration.generation();
        receiver.unknown(POSTS);
        assertThat(isTrusted(before)).isFalse();
        assertThat(isTrusted(linkGeneration.generation())).isTrue();
        assertThat(follower.misses).isEqualTo(2);
        assertThat(target.groups).isEqualTo(1);
        runLater();
        assertThat(follower.syncs).isEqualTo(2);
    }

    @Test
    void heartbeat_asksAndFindsWhatWasMissed() {
        join();
        receiver.beat();
        receiver.look();
        assertThat(line.beats).isEqualTo(2);
        assertThat(follower.syncs).isEqualTo(1);
        follower.current = false;
        receiver.beat();
        receiver.look();
        assertThat(follower.syncs).isEqualTo(2);
    }

    @Test
    void heartbeatOverASickBackend_doesNotThrow() {
        join();
        line.down = true;
        receiver.beat();
        receiver.look();
        follower.current = false;
        follower.down = true;
        line.down = false;
        receiver.beat();
        receiver.look();
        assertThat(line.beats).isEqualTo(3);
    }

    @Test
    void silentLink_isToldAtTheHeartbeat() {
        LinkTrust shortTrust = new LinkTrust(1);
        List<Boolean> heard = new ArrayList<>();
        LinkReceiver silent =
                new LinkReceiver(line, shortTrust, Optional.empty(), Runnable::run, Duration.ofSeconds(1), heard::add);
        silent.alive(System.nanoTime() + Duration.ofMillis(200).toNanos());
        assertThat(heard).containsExactly(true);
        org.awaitility.Awaitility.await().until(() -> !silent.isUp());
        silent.beat();
        assertThat(heard).containsExactly(true, false);
    }

    @Test
    void recovery_checksEverythingAgain() {
        join();
        receiver.recovered();
        runLater();
        assertThat(follower.misses).isEqualTo(2);
        assertThat(follower.syncs).isEqualTo(2);
    }

    @Test
    void everythingIsHeard_onceABeatIsAnsweredThatWasSentAfterTheQuestion() {
        join();
        CompletableFuture<Boolean> heard =
                CompletableFuture.supplyAsync(() -> receiver.hasHeardAll(CallBudget.of(Duration.ofMinutes(1))));
        Awaitility.await().until(() -> line.beats == 2);
        receiver.alive(System.nanoTime() - Duration.ofMinutes(1).toNanos());
        assertThat(heard).isNotDone();
        receiver.alive(System.nanoTime());
        assertThat(heard.join()).isTrue();
    }

    @Test
    void everythingIsHeard_onceALinkThatIsJustBeingOpenedIsUp() {
        receiver.join(POSTS, linkGeneration, follower, target);
        receiver.joined(POSTS);
        CompletableFuture<Boolean> heard =
                CompletableFuture.supplyAsync(() -> receiver.hasHeardAll(CallBudget.of(Duration.ofMinutes(1))));
        Awaitility.await().until(() -> line.beats == 1);
        receiver.alive(System.nanoTime());
        assertThat(heard.join()).isTrue();
    }

    @Test
    void notEverythingIsHeard_whereTheLinkIsDownOrBreaksOrSaysNothing() {
        assertThat(receiver.hasHeardAll(CallBudget.of(Duration.ofMillis(1)))).isFalse();
        receiver.disconnected();
        assertThat(receiver.hasHeardAll(CallBudget.of(Duration.ofMinutes(1)))).isFalse();
        join();
        assertThat(receiver.hasHeardAll(CallBudget.of(Duration.ofMillis(1)))).isFalse();
        CompletableFuture<Boolean> heard =
                CompletableFuture.supplyAsync(() -> receiver.hasHeardAll(CallBudget.of(Duration.ofMinutes(1))));
        Awaitility.await().until(() -> line.beats == 4);
        receiver.disconnected();
        assertThat(heard.join()).isFalse();
    }

    @Test
    void close_endsTheSessionAndTrust() {
        join();
        receiver.close();
        assertThat(line.closed).isTrue();
        assertThat(receiver.isUp()).isFalse();
    }

    private static final class Line implements BackendLink, BackendLink.LinkSession, TagStore {
        private final List<CacheSpace> joined = new ArrayList<>();
        private int beats;
        private boolean closed;
        private boolean down;

        @Override
        public LinkSession open(LinkListener listener) {
            return this;
        }

        @Override
        public void join(CacheSpace cache) {
            joined.add(cache);
        }

        @Override
        public void beat() {
            beats++;
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public TagState mark(
                CacheSpace cache, Set<String> marks, MarkPosition beyond, TagBounds bounds, CallBudget budget) {
            throw new UnsupportedOperationException();
        }

        @Override
        public TagState sync(CacheSpace cache, MarkPosition known, long incarnation, CallBudget budget) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<TagState> peek(Collection<CacheSpace> caches, CallBudget budget) {
            if (down) {
                throw new CacheConnectionException("test", "peek", "", "down", false, null);
            }
            return caches.stream().map(cache -> STATE).toList();
        }
    }

    private static final class Follower implements MarkListener {
        @Override
        public boolean isAhead(TagState state) {
            return false;
        }

        private final List<TagState> heard = new ArrayList<>();
        private int misses;
        private int syncs;
        private boolean current = true;
        private boolean missesSome;
        private boolean down;

        @Override
        public boolean heard(TagState state) {
            heard.add(state);
            return !missesSome;
        }

        @Override
        public void missed() {
            misses++;
        }

        @Override
        public boolean isCurrent(TagState state) {
            return current;
        }

        @Override
        public void sync(CallBudget budget) {
            if (down) {
                throw new CacheConnectionException("test", "sync", "", "down", false, null);
            }
            syncs++;
        }
    }

    private static final class Target implements InvalidationTarget {
        private final List<String> dropped = new ArrayList<>();
        private int groups;

        @Override
        public void invalidate(String cache, String id) {
            dropped.add(cache + " " + id);
        }

        @Override
        public void invalidateGroup(String cache) {
            groups++;
        }
    }
}
