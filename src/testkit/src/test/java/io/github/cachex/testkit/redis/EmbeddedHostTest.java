// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.util.List;

class EmbeddedHostTest extends RedisHostContract {
    private final EmbeddedSource source = Sources.embedded();

    @Override
    RedisHost host(int port) {
        return source.host(port, List.of());
    }
}
