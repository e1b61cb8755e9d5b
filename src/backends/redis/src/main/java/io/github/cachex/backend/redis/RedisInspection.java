// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.BackendInspection;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** What operators ask of Redis. */
final class RedisInspection implements BackendInspection {
    private static final int LOOKED_AT = CacheBackend.BATCH;
    /** A lease is a token, and the ids of those whom its end wakes; a marker is a letter and a token. */
    private static final int MARKER = 1 + Long.BYTES;

    private final Topology topology;
    private final Router router;
    private final RoutedBatches batches;
    private final boolean parted;

    /** Creates one; {@code parted} says whether Redis is known to be a cluster. */
    RedisInspection(Router router, RoutedBatches batches, boolean parted) {
        this.topology = router.topology();
        this.parted = parted;
        this.router = router;
        this.batches = batches;
    }

    @Override
    public Keys keys(String namespace, Optional<String> cursor, CallBudget budget) {
        String head = namespace + ":{";
        int headBytes = Scripts.bytes(head).length;
        ScanParams params =
                new ScanParams().match(new RedisPattern("*").pattern(head, "}")).count(LOOKED_AT);
        Snapshot now = topology.known(budget);
        ScanCursor at =
                cursor.map(ScanCursor::parse).orElse(ScanCursor.begin(now)).in(now);
        Primary primary = now.primaries().get(at.primary());
        ScanResult<byte[]> found =
                primary.caller().call("keys", head, budget, jedis -> jedis.scan(Scripts.bytes(at.cursor()), params));
        List<EntryKey> keys = new ArrayList<>();
        for (byte[] key : found.getResult()) {
            entry(namespace, new String(key, headBytes, key.length - headBytes - 1, StandardCharsets.UTF_8))
                    .ifPresent(keys::add);
        }
        return new Keys(keys, at.next(found.getCursor(), now).map(ScanCursor::toString));
    }

    /** Returns the entry that is called {@code cache:id} between the braces; empty for what is none of ours. */
    private static Optional<EntryKey> entry(String namespace, String name) {
        int colon = name.indexOf(':');
        return colon > 0 && colon + 1 < name.length()
                ? Optional.of(new EntryKey(namespace, name.substring(0, colon), name.substring(colon + 1)))
                : Optional.empty();
    }

    @Override
    public Map<EntryKey, Long> sizes(Collection<EntryKey> keys, CallBudget budget) {
        List<EntryKey> all = List.copyOf(new LinkedHashSet<>(keys));
        Map<EntryKey, Long> sizes = new LinkedHashMap<>();
        Outcomes<Long> read = batches.run(new SizeWork(), all, all, budget);
        read.forEach((index, size) -> {
            if (size > 0) {
                sizes.put(all.get(index), size);
            }
        });
        return read.orThrow(sizes);
    }

    @Override
    public Optional<LeaseHold> lease(EntryKey key, CallBudget budget) {
        byte[] name = Scripts.bytes(key.lease());
        return router.call("lease", key.value(), budget, (jedis, scripts) -> {
            byte[] begin = jedis.getrange(name, 0, MARKER);
            long left = jedis.pttl(name);
            if (begin.length < Long.BYTES || left < 0) {
                return Optional.empty();
            }
            boolean marker = begin.length == MARKER;
            int from = marker ? 1 : 0;
            long token = Frame.id(Arrays.copyOfRange(begin, from, from + Long.BYTES));
            return Optional.of(new LeaseHold(token, marker, Duration.ofMillis(left)));
        });
    }

    @Override
    public List<Finding> examine(CallBudget budget) {
        return new Examination(topology, parted, budget).findings();
    }
}
