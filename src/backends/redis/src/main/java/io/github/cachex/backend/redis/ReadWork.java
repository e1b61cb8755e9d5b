// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.StoredEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** Reads of entries, each one GETRANGE, which carries no more than an entry may have. */
final class ReadWork implements RoutedBatches.Work<EntryKey, Optional<StoredEntry>> {
    private final long last;

    ReadWork(CallBudget budget) {
        this.last = last(budget);
    }

    /**
     * Returns the offset of the last byte to read, or of the end. One more than the entry may have shows that it has more: whoever
     * wrote it, not all of it is carried here.
     */
    static long last(CallBudget budget) {
        return budget.entryBytes() == Long.MAX_VALUE ? -1 : budget.entryBytes();
    }

    @Override
    public String key(EntryKey key) {
        return key.value();
    }

    @Override
    public Primary.Call call(List<EntryKey> some, CallBudget budget) {
        String first = some.get(0).value();
        return some.size() == 1
                ? new Primary.Call("read", first, budget, Repeat.AT_ONCE)
                : new Primary.Call("readAll", Scripts.keys(first, some.size()), budget, Repeat.AT_ONCE);
    }

    @Override
    public Optional<StoredEntry> one(EntryKey key, UnifiedJedis jedis, Scripts scripts, CallBudget budget) {
        byte[] bytes;
        try {
            bytes = jedis.getrange(Scripts.bytes(key.value()), 0, last);
        } catch (JedisDataException e) {
            return Optional.of(ofAnotherType(e));
        }
        return decoded(key, bytes, jedis, scripts);
    }

    @Override
    public List<Optional<Optional<StoredEntry>>> batch(
            List<EntryKey> some, UnifiedJedis jedis, Scripts scripts, CallBudget budget) {
        List<Response<byte[]>> replies = new ArrayList<>();
        try (AbstractPipeline pipeline = jedis.pipelined()) {
            some.forEach(key -> replies.add(pipeline.getrange(Scripts.bytes(key.value()), 0, last)));
        }
        List<Optional<Optional<StoredEntry>>> found = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            try {
                found.add(Optional.of(decoded(some.get(i), replies.get(i).get(), jedis, scripts)));
            } catch (JedisDataException e) {
                found.add(Redirect.of(e).isPresent() ? Optional.empty() : Optional.of(Optional.of(ofAnotherType(e))));
            }
        }
        return found;
    }

    @Override
    public Optional<StoredEntry> done(EntryKey key, Optional<StoredEntry> answer) {
        return answer;
    }

    private static Optional<StoredEntry> decoded(EntryKey key, byte[] bytes, UnifiedJedis jedis, Scripts scripts) {
        return bytes.length == 0
                ? Optional.empty()
                : Optional.of(Frame.read(bytes, () -> scripts.now(jedis, key), () -> scripts.nowAnew(jedis, key)));
    }

    /** A hash or a list under the key is as foreign as foreign bytes; any other error is one. */
    private static StoredEntry ofAnotherType(JedisDataException e) {
        if (String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) {
            return Frame.unreadable(new byte[0]);
        }
        throw e;
    }
}
