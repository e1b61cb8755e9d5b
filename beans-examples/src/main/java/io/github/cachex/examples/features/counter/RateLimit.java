// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.counter;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Lets each client in so often per minute, whichever node it asks. */
@ApplicationScoped
public class RateLimit {
    private static final long LIMIT = 3;

    @Inject
    @Cachex("limits")
    CacheHandler limits;

    // snippet: counter
    /** Throws where the backend cannot say; whether to let the client in then is for you to decide. */
    public boolean admits(String client) {
        return limits.increment("client:" + client, 1, Duration.ofMinutes(1)) <= LIMIT;
    }
    // end
}
