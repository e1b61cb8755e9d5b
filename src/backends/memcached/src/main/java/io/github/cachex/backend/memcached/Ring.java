// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which of several servers has which name: ketama, by which a server that is added or taken away moves only its own share. Every JVM with
 * the same list, in whatever order, answers the same. A server that is down keeps its names: what it would hand back when it returns
 * would be older than what another had taken over meanwhile. Immutable.
 *
 * <p>After Jones, "libketama: consistent hashing library for memcached clients" (2007); with SHA-256, which every Java has.
 */
final class Ring {
    private static final int HASHES = 40;
    private static final int POINTS_OF_HASH = 4;

    private final NavigableMap<Integer, Integer> points = new TreeMap<>(Integer::compareUnsigned);

    Ring(List<ServerAddress> servers) {
        for (int server = 0; server < servers.size(); server++) {
            for (int i = 0; i < HASHES; i++) {
                ByteBuffer hash = hash(servers.get(server).place() + "-" + i);
                for (int point = 0; point < POINTS_OF_HASH; point++) {
                    points.put(hash.getInt(), server);
                }
            }
        }
    }

    private static ByteBuffer hash(String text) {
        return ByteBuffer.wrap(RecordName.sha256(text.getBytes(StandardCharsets.UTF_8)))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the place of the server of {@code name} in the list. */
    int of(String name) {
        var next = points.ceilingEntry(hash(name).getInt());
        return (next == null ? points.firstEntry() : next).getValue();
    }
}
