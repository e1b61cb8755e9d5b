// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheKey;
import io.github.cachex.core.config.ConfigSource;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.stage.EntryReader;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.WaitGraph;
import io.github.cachex.core.time.Background;
import io.github.cachex.core.time.Scheduler;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.StoredEntry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One fetch per key; what followers do when it ends. */
class SingleFlightTest {
    private final Journal journal = new Journal(List.of());
    /** One place: a second task begins once the first one waits for another's fetch, and not before. */
    private final Background background = new Background(Optional.empty(), 1, UnaryOperator.identity(), null);

    private final Scheduler scheduler = new Scheduler("single-flight-test");
    private final AtomicInteger fetches = new AtomicInteger();
    private final FetchStage next = call -> new Outcome("own " + fetches.incrementAndGet(), System.nanoTime());
    private final SingleFlight flights = new SingleFlight(
            next,
            next,
            new Overdue(new NothingStored(), new Fallback(journal, call -> {}), journal),
            new WaitGraph(),
            background,
            scheduler,
            journal);

    @AfterEach
    void close() {
        background.close();
        scheduler.close();
    }

    private static FetchCall call() {
        return new FetchCall(
                CacheKey.of("post:1", String.class),
                new EntryKey("app:1", "posts", "post:1"),
                Configuration.read(new Empty(), List.of()).cache("posts"),
                context -> "loaded");
    }

    /** Returns what a follower of {@code claim} comes to, which fails with {@code failure} once it waits. */
    private CompletableFuture<Object> followed(SingleFlight.Claim claim, Throwable failure, boolean asynchronous) {
        CompletableFuture<Object> followed = new CompletableFuture<>();
        background.tryRun(() -> {
            FetchCall call = call();
            try {
                if (asynchronous) {
                    flights.fetchLater(call.asynchronous()).whenComplete((outcome, thrown) -> {
                        if (thrown == null) {
                            followed.complete(outcome.value());
                        } else {
                            followed.completeExceptionally(thrown);
                        }
                    });
                } else {
                    followed.complete(flights.fetch(call).value());
                }
            } catch (Throwable thrown) {
                followed.completeExceptionally(new ExecutionException(thrown));
            }
        });
        background.tryRun(() -> claim.fail(failure));
        return followed;
    }

    /** A bulk fetch ends so what it claimed and another loads: its followers were thrown its CancellationException. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void followerOfACancelledFetch_asksAgain(boolean asynchronous) throws Exception {
        SingleFlight.Claim claim = flights.claim(call()).orElseThrow();
        CompletableFuture<Object> followed = followed(claim, new CancellationException("of the leader"), asynchronous);
        assertThat(followed.get()).isEqualTo("own 1");
    }

    @Test
    void followerOfAFailedFetch_sharesItsException() throws Exception {
        IOException failure = new IOException("source is down");
        CompletableFuture<Object> followed = followed(flights.claim(call()).orElseThrow(), failure, false);
        assertThatThrownBy(followed::get).hasRootCause(failure);
        assertThat(fetches).hasValue(0);
    }

    private static final class NothingStored implements EntryReader {
        @Override
        public Optional<Outcome> read(FetchCall call) {
            return Optional.empty();
        }

        @Override
        public Optional<Outcome> take(FetchCall call, StoredEntry entry, long sentAt) {
            return Optional.empty();
        }
    }

    private static final class Empty implements ConfigSource {
        @Override
        public Optional<String> get(String key) {
            return Optional.empty();
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }
    }
}
