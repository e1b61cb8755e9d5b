// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.util.List;

/** The one that the other tests of this machine run on: where Docker works, a real container. */
class ChosenHostTest extends RedisHostContract {
    @Override
    RedisHost host(int port) {
        return RedisChoice.ofThisMachine().get().host(port, List.of());
    }
}
