// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import redis.clients.jedis.util.JedisClusterCRC16;

/** The slots of a cluster, to which the keys belong. */
final class Slots {
    static final int COUNT = 16_384;

    private Slots() {}

    /** Returns the slot of {@code key}: that of what stands in its first braces. */
    static int of(String key) {
        return JedisClusterCRC16.getSlot(key);
    }
}
