// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a backend over Redis promises in one mode, which a subclass names, with Cachex's own client and with one of the application's. */
abstract class EachClientContracts {
    /** Returns a new backend with Cachex's own client. */
    abstract RedisBackend own();

    /** Returns a new backend over the application's client. */
    abstract RedisBackend handedIn();

    @Nested
    @DisplayName("own client")
    @ExtendWith(CountedContracts.class)
    class Own extends ModeContracts {
        @Override
        RedisBackend open() {
            return own();
        }
    }

    @Nested
    @DisplayName("handed-in client")
    @ExtendWith(CountedContracts.class)
    class HandedIn extends ModeContracts {
        @Override
        RedisBackend open() {
            return handedIn();
        }
    }
}
