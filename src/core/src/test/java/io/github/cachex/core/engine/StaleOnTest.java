// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** For which failures of a load a stale value stands in. */
class StaleOnTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheOptions SHORT = CacheOptions.ttl("1ms").staleTtl("1h");

    private final Fixture fixture = new Fixture("cachex.marker.failed", "1h");
    private final CacheHandler here = fixture.here;
    private final CacheHandler there = fixture.there;

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private void makeStale() {
        here.put(KEY, "old", SHORT);
        Awaitility.await().until(() -> here.get(KEY).isEmpty());
    }

    private static String fetch(CacheHandler handler, CacheOptions options, Exception failure) throws Exception {
        return handler.fetch(KEY, options, () -> {
            throw failure;
        });
    }

    @Test
    void deletedRow_isNotAnsweredByTheOldOneHereOrElsewhere() {
        makeStale();
        assertThatThrownBy(() -> fetch(here, SHORT, new NoSuchElementException("deleted")))
                .isInstanceOf(NoSuchElementException.class);

        assertThatThrownBy(() -> fetch(there, SHORT, new IOException("down")))
                .as("the old row is gone, so that no later failure finds it")
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> fetch(here, SHORT, new IOException("down"))).isInstanceOf(IOException.class);
    }

    @Test
    void deletedRow_isNotServedForASoftTimeoutOnceItWasFoundDeleted() throws Exception {
        makeStale();
        CacheOptions atOnce = SHORT.softTimeout("0");
        CountDownLatch answered = new CountDownLatch(1);
        String served = here.fetch(KEY, atOnce, () -> {
            answered.await();
            throw new NoSuchElementException("deleted");
        });
        assertThat(served).as("what the background will find nobody knows yet").isEqualTo("old");
        answered.countDown();

        Awaitility.await().until(() -> fixture.fake.entries().getAsLong() == 0);
        assertThatThrownBy(() -> fetch(there, atOnce, new NoSuchElementException("deleted")))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void deletedRow_isNotServedToThoseWhoLoadLaterOrInBulk() {
        makeStale();
        assertThatThrownBy(() -> here.fetchAsync(
                                KEY, SHORT, () -> CompletableFuture.failedFuture(new NoSuchElementException("deleted")))
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(NoSuchElementException.class);

        makeStale();
        CacheKey<String> other = CacheKey.of("post:2", String.class);
        assertThatThrownBy(() -> here.fetchAll(List.of(KEY, other), SHORT, missing -> {
                    throw new NoSuchElementException("deleted");
                }))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> fetch(there, SHORT, new IOException("down"))).isInstanceOf(IOException.class);
    }

    @Test
    void deletedRowOnPurpose_isAnsweredByTheOldOne() throws Exception {
        makeStale();
        CacheOptions onPurpose = SHORT.staleOn(NoSuchElementException.class);
        assertThat(fetch(here, onPurpose, new NoSuchElementException("deleted")))
                .isEqualTo("old");
    }

    @Test
    void skippedFailure_arrivesAndKeepsNobodyFromAsking() throws Exception {
        makeStale();
        CacheOptions options = SHORT.skipOn(FileNotFoundException.class).defaultValue("default");
        assertThatThrownBy(() -> fetch(here, options, new FileNotFoundException()))
                .as("neither a stale nor a default value stands in")
                .isInstanceOf(FileNotFoundException.class);

        assertThatThrownBy(() -> fetch(there, options, new FileNotFoundException()))
                .as("no stale value in the cooldown either")
                .isInstanceOf(FileNotFoundException.class);
        assertThat(fetch(there, options, new IOException("down")))
                .as("the value stays for other failures")
                .isEqualTo("old");
    }

    @Test
    void failureThatIsNotNamed_arrivesOrIsAnsweredByTheDefault() throws Exception {
        makeStale();
        CacheOptions options = SHORT.staleOn(FileNotFoundException.class);
        assertThatThrownBy(() -> fetch(here, options, new IOException("down"))).isInstanceOf(IOException.class);
        assertThat(fetch(here, options.defaultValue("default"), new IOException("down")))
                .isEqualTo("default");
        assertThat(fetch(here, options, new FileNotFoundException())).isEqualTo("old");
    }

    @Test
    void configuredClasses_ruleEveryCall() throws Exception {
        try (CacheHandler configured = fixture.open(
                fixture.fake.sibling(),
                "cachex.stale-on",
                "java.io.IOException",
                "cachex.cache.posts.skip-on",
                "java.io.FileNotFoundException")) {
            makeStale();
            assertThatThrownBy(() -> fetch(configured, SHORT, new IllegalStateException()))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> fetch(configured, SHORT, new FileNotFoundException()))
                    .isInstanceOf(FileNotFoundException.class);
            assertThat(fetch(configured, SHORT, new IOException("down"))).isEqualTo("old");
        }
    }

    @Test
    void suppliedDefault_isAskedForEachFailure() throws Exception {
        Map<String, Integer> prices = new ConcurrentHashMap<>(Map.of("a", 1));
        CacheOptions options = CacheOptions.defaults().defaultValueFrom(() -> "from " + prices.get("a"));

        assertThat(fetch(here, options, new IOException("down"))).isEqualTo("from 1");
        prices.put("a", 2);
        assertThat(fetch(here, options, new IOException("down"))).isEqualTo("from 2");
    }

    @Test
    void suppliedDefaultThatThrows_leavesTheFailure() {
        CacheOptions options = CacheOptions.defaults().defaultValueFrom(() -> {
            throw new AssertionError("no default");
        });

        assertThatThrownBy(() -> fetch(here, options, new IOException("down")))
                .isInstanceOf(IOException.class)
                .hasMessage("down");
    }

    @Test
    void suppliedNull_isAnswered() throws Exception {
        assertThat(fetch(here, CacheOptions.defaults().defaultValueFrom(() -> null), new IOException("down")))
                .isNull();
    }
}
