// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import redis.clients.jedis.RedisProtocol;

/** The link on a connection of the application's client that speaks RESP3. */
class HandedInResp3LinkTest extends HandedInLinkCases {
    HandedInResp3LinkTest() {
        super(RedisProtocol.RESP3);
    }
}
