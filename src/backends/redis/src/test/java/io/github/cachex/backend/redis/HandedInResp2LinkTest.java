// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import redis.clients.jedis.RedisProtocol;

/** The link on a connection of the application's client that speaks RESP2. */
class HandedInResp2LinkTest extends HandedInLinkCases {
    HandedInResp2LinkTest() {
        super(RedisProtocol.RESP2);
    }
}
