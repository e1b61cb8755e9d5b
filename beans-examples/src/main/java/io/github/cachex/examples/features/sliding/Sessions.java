// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.sliding;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Cachex;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Keeps sessions that somebody uses. */
@ApplicationScoped
public class Sessions {
    @Inject
    @Cachex("sessions")
    CacheHandler sessions;

    // snippet: sliding
    private static final CacheOptions HALF_AN_HOUR =
            CacheOptions.ttl("30m").jitter(0).sliding(true);

    /** Each call lets the session live for another half hour. */
    public String user(String session) {
        return sessions.fetch(CacheKey.of(session, String.class), HALF_AN_HOUR, () -> login(session));
    }
    // end

    private String login(String session) {
        return "user of " + session;
    }
}
