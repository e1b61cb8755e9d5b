// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** Looks at how long the strings of entries are, each one STRLEN; zero for what is not there or of another type. */
final class SizeWork implements RoutedBatches.Work<EntryKey, Long> {
    private static final String OPERATION = "sizes";

    @Override
    public String key(EntryKey key) {
        return key.value();
    }

    @Override
    public Primary.Call call(List<EntryKey> some, CallBudget budget) {
        return new Primary.Call(OPERATION, Scripts.keys(some.get(0).value(), some.size()), budget, Repeat.AT_ONCE);
    }

    @Override
    public Long one(EntryKey key, UnifiedJedis jedis, Scripts scripts, CallBudget budget) {
        try {
            return jedis.strlen(Scripts.bytes(key.value()));
        } catch (JedisDataException e) {
            return ofAnotherType(e);
        }
    }

    @Override
    public List<Optional<Long>> batch(List<EntryKey> some, UnifiedJedis jedis, Scripts scripts, CallBudget budget) {
        List<Response<Long>> replies = new ArrayList<>();
        try (AbstractPipeline pipeline = jedis.pipelined()) {
            some.forEach(key -> replies.add(pipeline.strlen(Scripts.bytes(key.value()))));
        }
        List<Optional<Long>> sizes = new ArrayList<>();
        for (Response<Long> reply : replies) {
            try {
                sizes.add(Optional.of(reply.get()));
            } catch (JedisDataException e) {
                sizes.add(Redirect.of(e).isPresent() ? Optional.empty() : Optional.of(ofAnotherType(e)));
            }
        }
        return sizes;
    }

    @Override
    public Long done(EntryKey key, Long answer) {
        return answer;
    }

    private static long ofAnotherType(JedisDataException e) {
        if (String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) {
            return 0;
        }
        throw e;
    }
}
