// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.testkit.FaultyBackend;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a JVM answers when the source and the backend have both failed. */
class LastGoodTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheOptions SHORT = CacheOptions.ttl("1ms").staleTtl("1h");

    private final Fixture fixture = new Fixture();
    private final CacheHandler here = fixture.here;

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    /** Loads a value, and lets it become stale. */
    private void loadOnce(CacheHandler handler) {
        // Kept once the link is up.
        Awaitility.await().until(() -> handler.stats().linkUp());
        handler.invalidate(KEY.id());
        handler.fetch(KEY, SHORT, () -> "good");
        Awaitility.await().until(() -> handler.get(KEY).isEmpty());
    }

    private static String failing(CacheHandler handler) throws IOException {
        return handler.fetch(KEY, SHORT, () -> {
            throw new IOException("down");
        });
    }

    @Test
    void bothDown_lastGoodValueIsServedToEveryKindOfCall() throws Exception {
        loadOnce(here);
        fixture.backend.fail();

        assertThat(failing(here)).isEqualTo("good");
        assertThat(failing(here)).isEqualTo("good");
        assertThat(here.fetchAsync(KEY, SHORT, () -> CompletableFuture.failedFuture(new IOException("down")))
                        .toCompletableFuture()
                        .join())
                .isEqualTo("good");
        assertThat(here.<String, IOException>fetchAll(List.of(KEY), SHORT, missing -> {
                    throw new IOException("down");
                }))
                .containsEntry(KEY, "good");
    }

    @Test
    void valueThatWasReadStale_isServedToo() throws Exception {
        loadOnce(fixture.there);
        assertThat(failing(here)).as("from the backend").isEqualTo("good");
        fixture.backend.fail();

        assertThat(failing(here)).isEqualTo("good");
    }

    @Test
    void valueThatWasLoadedWhileTheBackendWasDown_isServedOnceTheSourceFailsAsWell() throws Exception {
        FaultyBackend backend = FaultyBackend.over(fixture.fake.sibling());
        try (CacheHandler handler = fixture.open(backend, "cachex.outage-ttl", "0")) {
            loadOnce(handler);
            backend.fail();
            handler.fetch(KEY, SHORT, () -> "newer");

            assertThat(failing(handler)).isEqualTo("newer");
            backend.heal();
        }
    }

    @Test
    void sourceThatAnswers_isAsked() throws Exception {
        loadOnce(here);
        fixture.backend.fail();

        assertThat(here.fetch(KEY, SHORT, () -> "new")).isEqualTo("new");
    }

    @Test
    void invalidationsOfThisJvmAndThoseItHeardOf_endIt() throws Exception {
        loadOnce(here);
        fixture.there.invalidate(KEY.id());
        Awaitility.await()
                .untilAsserted(() -> assertThatThrownBy(() -> failing(here)).isInstanceOf(IOException.class));
        fixture.backend.fail();
        assertThatThrownBy(() -> failing(here)).isInstanceOf(IOException.class);
        fixture.backend.heal();

        loadOnce(here);
        fixture.backend.fail();
        here.invalidate(KEY.id());
        assertThatThrownBy(() -> failing(here)).isInstanceOf(IOException.class);
    }

    @Test
    void groupsInvalidatedHere_endIt() throws Exception {
        loadOnce(here);
        fixture.backend.fail();
        here.clear();
        assertThatThrownBy(() -> failing(here)).isInstanceOf(IOException.class);
    }

    @Test
    void deletedRow_endsIt() throws Exception {
        loadOnce(here);
        fixture.backend.fail();
        assertThatThrownBy(() -> here.fetch(KEY, SHORT, () -> {
                    throw new NoSuchElementException("deleted");
                }))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> failing(here)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({"cachex.near.enabled, false", "cachex.near.during-outage, distrust"})
    void cacheThatKeepsOrTrustsNothingHere_servesNothing(String setting, String value) throws Exception {
        FaultyBackend backend = FaultyBackend.over(fixture.fake.sibling());
        try (CacheHandler handler = fixture.open(backend, setting, value)) {
            loadOnce(handler);
            backend.fail();
            assertThatThrownBy(() -> failing(handler)).isInstanceOf(IOException.class);
            backend.heal();
        }
    }

    @Test
    void staleTime_isItsEnd() throws Exception {
        CacheOptions brief = CacheOptions.ttl("1ms").staleTtl("20ms");
        Awaitility.await().until(() -> here.stats().linkUp());
        here.fetch(KEY, brief, () -> "good");
        fixture.backend.fail();

        Awaitility.await()
                .untilAsserted(() -> assertThatThrownBy(() -> failing(here)).isInstanceOf(IOException.class));
    }
}
