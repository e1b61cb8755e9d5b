// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.stampede;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.TypeRef;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.lease.WaitBoard;
import io.github.cachex.error.CacheInterruptedException;
import io.github.cachex.tck.redis.Background;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.WaitingThreads;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What those get who ask while another loads. */
class SharedLoadTest extends OverRedis {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);
    private static final CacheKey<String> OTHER = CacheKey.of("other", String.class);

    private static final class Asker {
        private final AtomicReference<Object> answer = new AtomicReference<>();
        private final Thread thread;

        Asker(CacheHandler node, CacheOptions options, String own) {
            thread = new Thread(() -> answer.set(ask(node, options, own)), "asker");
            thread.start();
        }

        private static Object ask(CacheHandler node, CacheOptions options, String own) {
            try {
                return node.<String, RuntimeException>fetch(KEY, options, () -> own);
            } catch (Throwable failure) {
                return failure;
            }
        }

        /** Returns once this waits for somebody. */
        Asker waits() {
            WaitingThreads.await(thread, SingleFlight.class);
            return this;
        }

        Object answer() throws InterruptedException {
            thread.join(30_000);
            return answer.get();
        }
    }

    private static CacheOptions none() {
        return CacheOptions.defaults();
    }

    @Test
    void followerHereAndElsewhere_shareTheLoad() throws Exception {
        CacheHandler here = node();
        CacheHandler elsewhere = node();
        try (Background<String> load = Background.load(here, KEY, "loaded")) {
            Asker follower = new Asker(here, none(), "own").waits();
            Asker remote = new Asker(elsewhere, none(), "own").waits();
            assertThat(load.finish()).isEqualTo("loaded");
            assertThat(follower.answer()).isEqualTo("loaded");
            assertThat(remote.answer()).isEqualTo("loaded");
        }
    }

    @Test
    void followersOfAFailedLoad_getTheVerySameException() throws Exception {
        CacheHandler node = node();
        IOException failure = new IOException("source down");
        try (Background<String> load = Background.load(node, KEY, none(), () -> {
            throw failure;
        })) {
            Asker follower = new Asker(node, none(), "own").waits();
            assertThat(catchThrowable(load::finish)).isSameAs(failure);
            assertThat(follower.answer()).isSameAs(failure);
        }
    }

    @Test
    void followerWithADefault_getsItsDefaultWhenTheLoadFails() throws Exception {
        CacheHandler node = node();
        try (Background<String> load = Background.load(node, KEY, none(), () -> {
            throw new IOException("source down");
        })) {
            Asker follower = new Asker(node, none().defaultValue("default"), "own").waits();
            assertThatThrownBy(load::finish).isInstanceOf(IOException.class);
            assertThat(follower.answer()).isEqualTo("default");
        }
    }

    /** A default is one caller's word; to others it would be a wrong value. */
    @Test
    void leadersDefault_isNotGivenToFollowers() throws Exception {
        CacheHandler node = node();
        try (Background<String> load = Background.load(node, KEY, none().defaultValue("leader's default"), () -> {
            throw new IOException("source down");
        })) {
            Asker follower = new Asker(node, none(), "own").waits();
            assertThat(load.finish()).isEqualTo("leader's default");
            assertThat(follower.answer()).isNotEqualTo("leader's default");
        }
    }

    @Test
    void interruptedFollower_leavesAndTheLoadGoesOn() throws Exception {
        CacheHandler node = node();
        try (Background<String> load = Background.load(node, KEY, "loaded")) {
            AtomicBoolean flag = new AtomicBoolean();
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread follower = new Thread(() -> {
                thrown.set(catchThrowable(() -> node.fetch(KEY, () -> "own")));
                flag.set(Thread.currentThread().isInterrupted());
            });
            follower.start();
            WaitingThreads.await(follower, SingleFlight.class);
            follower.interrupt();
            follower.join();
            assertThat(thrown.get()).isInstanceOf(CacheInterruptedException.class);
            assertThat(flag).as("interrupt flag").isTrue();
            assertThat(load.finish()).isEqualTo("loaded");
        }
        assertThat(node.get(KEY)).contains("loaded");
    }

    @Test
    void interruptedFollowerElsewhere_leavesAndTheLoadGoesOn() throws Exception {
        CacheHandler here = node();
        CacheHandler elsewhere = node();
        try (Background<String> load = Background.load(here, KEY, "loaded")) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread remote = new Thread(() -> thrown.set(catchThrowable(() -> elsewhere.fetch(KEY, () -> "own"))));
            remote.start();
            WaitingThreads.await(remote, WaitBoard.class);
            remote.interrupt();
            remote.join();
            assertThat(thrown.get()).isInstanceOf(CacheInterruptedException.class);
            assertThat(load.finish()).isEqualTo("loaded");
        }
    }

    @Test
    void interruptedLeader_handsOverToAFollower() throws Exception {
        CacheHandler node = node();
        try (Background<String> load = Background.load(node, KEY, none(), () -> {
            throw new InterruptedException("leader told to stop");
        })) {
            Asker follower = new Asker(node, none(), "own").waits();
            Asker remote = new Asker(node(), none(), "own").waits();
            assertThatThrownBy(load::finish).isInstanceOf(InterruptedException.class);
            assertThat(follower.answer()).isEqualTo("own");
            assertThat(remote.answer()).isEqualTo("own");
        }
    }

    @Test
    void loadsThatNeedEachOther_areNoDeadlock() throws Exception {
        CacheHandler node = node();
        CompletableFuture<Void> firstLoads = new CompletableFuture<>();
        CompletableFuture<Void> secondLoads = new CompletableFuture<>();
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> node.fetch(KEY, () -> {
            firstLoads.complete(null);
            secondLoads.join();
            return "a(" + node.<String, RuntimeException>fetch(OTHER, () -> "plain b") + ")";
        }));
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> node.fetch(OTHER, () -> {
            secondLoads.complete(null);
            firstLoads.join();
            return "b(" + node.<String, RuntimeException>fetch(KEY, () -> "plain a") + ")";
        }));
        assertThat(first.get(1, TimeUnit.MINUTES)).startsWith("a(");
        assertThat(second.get(1, TimeUnit.MINUTES)).startsWith("b(");
    }

    @Test
    void closeDuringALoad_stillReturnsTheLoadedValue() throws Exception {
        CacheHandler node = node();
        try (Background<String> load = Background.load(node, KEY, "loaded")) {
            Asker follower = new Asker(node, none(), "own").waits();
            node.close();
            assertThat(load.finish()).isEqualTo("loaded");
            assertThat(follower.answer()).isIn("loaded", "own");
        }
    }

    @Test
    void closeWhileWaitingForAnotherNode_doesNotWaitForEver() throws Exception {
        CacheHandler here = node();
        CacheHandler elsewhere = node();
        try (Background<String> load = Background.load(here, KEY, "loaded")) {
            Asker remote = new Asker(elsewhere, none(), "own").waits();
            elsewhere.close();
            assertThat(remote.answer()).isIn("loaded", "own");
            assertThat(load.finish()).isEqualTo("loaded");
        }
    }

    @Test
    void valueKeptHere_isOneObjectOrACopyForEach() {
        CacheKey<List<String>> key = CacheKey.of("list", new TypeRef<List<String>>() {});
        CacheHandler sharing = node("cachex.near.store", "reference");
        CacheHandler copying = node("cachex.near.store", "bytes");
        CacheHandler careful = node();
        sharing.put(key, List.of("a"));
        Awaitility.await("trust in the link")
                .untilAsserted(() -> assertThat(sharing.get(key).orElseThrow())
                        .isSameAs(sharing.get(key).orElseThrow()));
        Awaitility.await("trust in the link").until(() -> {
            assertThat(careful.get(key).orElseThrow())
                    .isEqualTo(List.of("a"))
                    .isNotSameAs(careful.get(key).orElseThrow());
            return careful.stats().nearHits() > 0;
        });
        Awaitility.await("trust in the link").until(() -> {
            assertThat(copying.get(key).orElseThrow())
                    .isEqualTo(List.of("a"))
                    .isNotSameAs(copying.get(key).orElseThrow());
            return copying.stats().nearHits() > 0;
        });
    }
}
