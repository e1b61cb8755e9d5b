// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheOptions;
import io.github.cachex.core.stage.Calls;
import io.github.cachex.core.stage.FetchCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a follower waits, by what its leader does. */
class LimitTest {
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static FetchCall call() {
        return Calls.call(CacheOptions.defaults().waitTimeout(PATIENCE));
    }

    private static long left(Limit limit, Flight running, FetchCall follower) {
        return limit.left(running, follower, follower.asked());
    }

    @Test
    void leaderInItsLoaderSinceTheFollowerAsked_isAwaitedOnce() {
        FetchCall leader = call();
        Flight running = new Flight(leader);
        leader.node().loading();
        FetchCall follower = call();
        long once = left(Limit.WAIT, running, follower);
        assertThat(left(Limit.LOADING, running, follower)).isLessThanOrEqualTo(once);
    }

    @Test
    void leaderOfALoadThatMovedToAnotherThread_isAwaitedOnce() {
        FetchCall leader = call();
        Flight running = new Flight(leader);
        leader.onAnotherThread().node().loading();
        FetchCall follower = call();
        long once = left(Limit.WAIT, running, follower);
        assertThat(left(Limit.LOADING, running, follower)).isLessThanOrEqualTo(once);
    }

    @Test
    void leaderThatBeganToLoadLater_isAwaitedForAsLongFromThenOn() {
        FetchCall leader = call();
        Flight running = new Flight(leader);
        FetchCall follower = call();
        leader.node().loading();
        long fromThenOn = left(Limit.LOADING, running, follower);
        assertThat(fromThenOn).isGreaterThanOrEqualTo(left(Limit.WAIT, running, follower));
        assertThat(fromThenOn).isLessThanOrEqualTo(PATIENCE.toNanos());
    }

    @Test
    void leaderThatDoesNotComeToLoad_isAwaitedForTwiceAsLong() {
        FetchCall follower = call();
        Flight running = new Flight(call());
        assertThat(left(Limit.LOADING, running, follower))
                .isGreaterThan(left(Limit.WAIT, running, follower) + PATIENCE.toNanos() / 2);
    }
}
