// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.util.List;
import java.util.Optional;

/** One way to run a Redis on this machine. */
interface RedisSource {
    /** Returns what {@code CACHEX_TEST_REDIS} calls it. */
    String name();

    /** Returns why no Redis can be had this way, in one line; empty if one can be had. May take long when it is asked first. */
    Optional<String> obstacle();

    /** Returns a Redis that is still to be started. For a source without obstacle alone. */
    RedisHost host(int port, List<String> arguments);

    /** Returns a Sentinel with these lines of configuration that is still to be started. For a source without obstacle alone. */
    default RedisHost sentinel(int port, List<String> lines) {
        throw new IllegalStateException(name() + " runs no Sentinel");
    }
}
