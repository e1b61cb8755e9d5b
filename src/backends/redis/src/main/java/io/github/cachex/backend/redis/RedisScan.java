// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.KeyScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Lists the entries of a cache: one SCAN a page, over all that each primary holds. Leases, counters and marks are none. */
final class RedisScan implements KeyScan {
    /** Keys looked at for a page; Redis does nothing else meanwhile, for about 0.1 ms. */
    private static final int LOOKED_AT = 500;

    private final Topology topology;
    private final RoutedBatches batches;

    RedisScan(Topology topology, RoutedBatches batches) {
        this.topology = topology;
        this.batches = batches;
    }

    @Override
    public Page scan(CacheSpace cache, String glob, Optional<String> cursor, CallBudget budget) {
        RedisPattern wanted = new RedisPattern(glob);
        String head = Names.head(cache);
        ScanParams params = new ScanParams().match(wanted.pattern(head, "}")).count(LOOKED_AT);
        Snapshot now = topology.known(budget);
        ScanCursor at =
                cursor.map(ScanCursor::parse).orElse(ScanCursor.begin(now)).in(now);
        Primary primary = now.primaries().get(at.primary());
        ScanResult<byte[]> found =
                primary.caller().call("scan", head, budget, jedis -> jedis.scan(Scripts.bytes(at.cursor()), params));
        List<String> ids = new ArrayList<>();
        for (byte[] key : found.getResult()) {
            String id = Names.id(cache, new String(key, StandardCharsets.UTF_8));
            if (wanted.matches(id)) {
                ids.add(id);
            }
        }
        return new Page(ids, at.next(found.getCursor(), now).map(ScanCursor::toString));
    }

    @Override
    public long discard(Map<EntryKey, Long> entries, CallBudget budget) {
        List<Scripts.Run> runs = new ArrayList<>();
        entries.forEach((key, id) -> runs.add(Scripts.Run.of(Script.DISCARD, key, Frame.id(id))));
        return batches.run(runs, List.copyOf(entries.keySet()), budget).sum(ScriptReply::code);
    }
}
