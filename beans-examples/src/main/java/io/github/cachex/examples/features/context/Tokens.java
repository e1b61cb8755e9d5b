// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.context;

import io.github.cachex.CachexFetch;
import io.github.cachex.FetchContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Tokens say themselves how long they live. */
@ApplicationScoped
public class Tokens {
    // snippet: context
    /** A token, and how long it is good for. */
    public record Token(String text, Duration lifetime) {}

    @CachexFetch(cache = "tokens", key = "{0}")
    public Token token(String client) {
        Token token = login(client);
        FetchContext.current().ttl(token.lifetime());
        return token;
    }
    // end

    private static Token login(String client) {
        return new Token(client + '-' + UUID.randomUUID(), Duration.ofMinutes(2));
    }
}
