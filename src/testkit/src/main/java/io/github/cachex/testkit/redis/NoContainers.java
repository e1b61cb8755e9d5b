// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.util.List;
import java.util.Optional;

/** The source of containers where the servers have to reach each other: none. */
final class NoContainers implements RedisSource {
    @Override
    public String name() {
        return "container";
    }

    /** What a container announces is reached by its own network alone, and what is published by this machine alone. */
    @Override
    public Optional<String> obstacle() {
        return Optional.of("containers with published ports do not reach each other where they announce themselves,"
                + " so clusters and Sentinels run as processes alone");
    }

    @Override
    public RedisHost host(int port, List<String> arguments) {
        throw new IllegalStateException(obstacle().orElseThrow());
    }
}
