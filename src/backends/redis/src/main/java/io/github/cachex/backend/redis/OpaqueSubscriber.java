// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.UnifiedJedis;

/**
 * Listens through a client that does not show its connections: if the connection hangs, so does the listening thread, until the
 * connection breaks.
 */
final class OpaqueSubscriber extends ApplicationSubscriber {
    private final UnifiedJedis jedis;

    OpaqueSubscriber(Client client, UnifiedJedis jedis) {
        super(client);
        this.jedis = jedis;
    }

    @Override
    void listen(BinaryJedisPubSub events, byte[] first) {
        jedis.subscribe(events, first);
    }

    @Override
    boolean cut() {
        return false;
    }
}
