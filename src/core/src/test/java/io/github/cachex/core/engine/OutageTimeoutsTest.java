// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.event.CacheEvent.StaleServed;
import io.github.cachex.event.CacheEvent.StaleServed.Reason;
import io.github.cachex.testkit.Barrier;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Soft and hard timeouts hold while the backend is down as well. */
class OutageTimeoutsTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheOptions SHORT = CacheOptions.ttl("1ms").staleTtl("1h");
    private static final CacheOptions HARD = CacheOptions.ttl("1h").hardTimeout("50ms");
    private static final CacheOptions SOFT =
            CacheOptions.ttl("1h").staleTtl("1h").softTimeout("0");

    private final Fixture fixture = new Fixture("cachex.background-threads", "2", "cachex.outage-ttl", "1h");
    private final CacheHandler here = fixture.here;
    private final AtomicInteger loads = new AtomicInteger();
    private final Barrier loading = new Barrier();
    private final CompletableFuture<String> source = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        loading.open();
        fixture.close();
    }

    private String slowly() {
        loads.incrementAndGet();
        loading.arrive();
        return "new";
    }

    private CompletableFuture<String> later() {
        loads.incrementAndGet();
        return source;
    }

    private static String never() {
        throw new AssertionError("loaded a second time");
    }

    /** Lets this JVM know a value that is stale by the time when the backend fails. */
    private void knowStale() {
        Awaitility.await().until(() -> here.stats().linkUp());
        here.fetch(KEY, SHORT, () -> "old");
        Awaitility.await().until(() -> here.get(KEY).isEmpty());
        fixture.backend.fail();
    }

    /** Returns what the call of {@code step} came to, in time whatever its loader does: it is held until the test ends. */
    private <T> T inTime(Callable<T> step) throws Exception {
        Future<T> caller = fixture.async(step);
        try {
            return caller.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    @Test
    void hardTimeout_throwsWhileTheLoadGoesOnForOthers() throws Exception {
        fixture.backend.fail();
        assertThatThrownBy(() -> inTime(() -> here.fetch(KEY, HARD, this::slowly)))
                .isInstanceOf(CacheTimeoutException.class)
                .hasMessageContaining("hard-timeout");
        loading.open();
        Awaitility.await()
                .until(() -> here.fetch(KEY, HARD.defaultValue("not yet"), OutageTimeoutsTest::never)
                        .equals("new"));
        assertThat(loads).hasValue(1);
    }

    @Test
    void hardTimeout_servesTheDefaultValue() throws Exception {
        fixture.backend.fail();
        assertThat(inTime(() -> here.fetch(KEY, HARD.defaultValue("default"), this::slowly)))
                .isEqualTo("default");
    }

    @Test
    void hardTimeoutWithAStaleValueInTheJvm_servesIt() throws Exception {
        knowStale();
        assertThat(inTime(() -> here.fetch(KEY, HARD.staleTtl("1h"), this::slowly)))
                .isEqualTo("old");
        assertThat(fixture.heard.events(StaleServed.class))
                .extracting(StaleServed::reason)
                .containsExactly(Reason.HARD_TIMEOUT);
    }

    @Test
    void softTimeoutWithAStaleValueInTheJvm_servesItWhileTheLoadGoesOn() throws Exception {
        knowStale();
        assertThat(inTime(() -> here.fetch(KEY, SOFT, this::slowly))).isEqualTo("old");
        loading.open();
        Awaitility.await()
                .until(() -> here.fetch(KEY, SOFT, OutageTimeoutsTest::never).equals("new"));
        assertThat(loads).hasValue(1);
    }

    @Test
    void invalidatedWhileTheBackendIsDown_nothingStaleIsServed() throws Exception {
        knowStale();
        here.invalidate(KEY.id());
        assertThatThrownBy(() -> inTime(() -> here.fetch(KEY, HARD.staleTtl("1h"), this::slowly)))
                .isInstanceOf(CacheTimeoutException.class);
    }

    @Test
    void keptValueInTheJvm_isServedWithoutALoad() throws Exception {
        fixture.backend.fail();
        assertThat(here.fetch(KEY, HARD.hardTimeout("1h"), () -> "kept")).isEqualTo("kept");
        assertThat(here.fetch(KEY, HARD, OutageTimeoutsTest::never)).isEqualTo("kept");
        assertThat(here.fetchAsync(KEY, HARD, () -> CompletableFuture.completedFuture(never()))
                        .toCompletableFuture()
                        .join())
                .isEqualTo("kept");
    }

    @Test
    void loaderThatFailsInTime_throwsItsOwnException() {
        fixture.backend.fail();
        assertThatThrownBy(() -> here.fetch(KEY, HARD.hardTimeout("1h"), () -> {
                    throw new IOException("down");
                }))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("down");
    }

    @Test
    void asyncHardTimeout_failsTheStageWhileTheLoadGoesOn() throws Exception {
        fixture.backend.fail();
        CompletableFuture<String> answer =
                here.fetchAsync(KEY, HARD, this::later).toCompletableFuture();
        assertThatThrownBy(() -> inTime(answer::join))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(CacheTimeoutException.class);
        source.complete("new");
        Awaitility.await()
                .until(() -> here.fetch(KEY, HARD.defaultValue("not yet"), OutageTimeoutsTest::never)
                        .equals("new"));
        assertThat(loads).hasValue(1);
    }

    @Test
    void asyncTimeoutsWithAStaleValueInTheJvm_serveIt() throws Exception {
        knowStale();
        assertThat(inTime(() -> here.fetchAsync(KEY, SOFT, this::later)
                        .toCompletableFuture()
                        .get()))
                .isEqualTo("old");
        assertThat(inTime(() -> here.fetchAsync(KEY, HARD.staleTtl("1h"), this::later)
                        .toCompletableFuture()
                        .get()))
                .isEqualTo("old");
        source.complete("new");
        assertThat(loads).hasValue(1);
    }
}
