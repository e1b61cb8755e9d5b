// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.JedisPoolConfig;

/** A cache in Redis written by hand: pooled bare Jedis and Jackson. Thread-safe. */
public final class JsonFloor implements AutoCloseable {
    private static final int TTL_SECONDS = 3_600;

    private final ObjectMapper mapper = mapper();
    private final JedisPool pool;

    /** Creates one over the Redis at {@code uri}. */
    public JsonFloor(String uri) {
        JedisPoolConfig config = new JedisPoolConfig();
        config.setMaxTotal(64);
        config.setMaxIdle(64);
        pool = new JedisPool(config, URI.create(uri));
    }

    /** Returns a mapper that writes dates as text. */
    public static ObjectMapper mapper() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
    }

    /** Stores {@code value} under {@code key}. */
    public void put(String key, Object value) throws Exception {
        byte[] bytes = mapper.writeValueAsBytes(value);
        try (Jedis jedis = pool.getResource()) {
            jedis.setex(bytes(key), TTL_SECONDS, bytes);
        }
    }

    /** Returns a batch that gets {@code value}, which is stored under {@code key}. */
    public Batch gets(String key, Object value) throws Exception {
        put(key, value);
        Class<?> type = value.getClass();
        return times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(mapper.readValue(get(key), type));
            }
        };
    }

    /** Returns a batch that puts {@code value}. */
    public Batch puts(String key, Object value) {
        return times -> {
            for (int i = 0; i < times; i++) {
                put(key, value);
            }
        };
    }

    /** Returns a batch that asks for keys that are not there. */
    public Batch misses() {
        return times -> {
            for (int i = 0; i < times; i++) {
                try (Jedis jedis = pool.getResource()) {
                    Sink.takeAbsent(jedis.get(bytes("by-hand:none:" + i)));
                }
            }
        };
    }

    /** Returns a batch that deletes keys. */
    public Batch deletes() {
        return times -> {
            for (int i = 0; i < times; i++) {
                try (Jedis jedis = pool.getResource()) {
                    Sink.take(jedis.del(bytes("by-hand:none:" + i)));
                }
            }
        };
    }

    /** Returns a batch that gets {@code count} entries such as {@code value} in one command. */
    public Batch getsMany(int count, Object value) throws Exception {
        byte[][] keys = new byte[count][];
        for (int i = 0; i < count; i++) {
            put("by-hand:many:" + i, value);
            keys[i] = bytes("by-hand:many:" + i);
        }
        Class<?> type = value.getClass();
        return times -> {
            for (int i = 0; i < times; i++) {
                List<Object> values = new ArrayList<>();
                try (Jedis jedis = pool.getResource()) {
                    for (byte[] bytes : jedis.mget(keys)) {
                        values.add(mapper.readValue(bytes, type));
                    }
                }
                Sink.take(values);
            }
        };
    }

    /** Returns the bytes under {@code key}, which is there. */
    public byte[] get(String key) {
        try (Jedis jedis = pool.getResource()) {
            return Objects.requireNonNull(jedis.get(bytes(key)));
        }
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        pool.close();
    }
}
