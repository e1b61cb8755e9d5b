// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.capacity;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.examples.features.Post;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.Jedis;

/**
 * Prints what an entry costs: put one of yours into {@link #value}, and run it on a Redis that nobody else uses meanwhile:
 *
 * <pre>{@code
 * mvn -pl beans-examples compile exec:java -Dexec.mainClass=io.github.cachex.examples.features.capacity.EntryCost \
 *     -Dexec.args=redis://127.0.0.1:6379
 * }</pre>
 */
public final class EntryCost {
    private static final CacheKey<Post> KEY = CacheKey.of("post:1", Post.class);
    private static final int MILLION = 1_000_000;

    private final CacheHandler cache;
    private final Jedis redis;

    private EntryCost(CacheHandler cache, Jedis redis) {
        this.cache = cache;
        this.redis = redis;
    }

    // snippet: value
    private static Post value() {
        return new Post(1, "A post of a usual length", true);
    }
    // end

    /** Prints the costs on the Redis at the address that is given. */
    public static void main(String[] arguments) {
        URI redis = URI.create(arguments.length > 0 ? arguments[0] : "redis://127.0.0.1:6379");
        measured(redis).forEach(System.out::println);
    }

    /** Returns the costs in lines. */
    static List<String> measured(URI address) {
        try (CacheHandler cache = CacheHandler.builder()
                        .name("capacity")
                        .prefix("entry-cost")
                        .redis(address.toString())
                        .property("cachex.near.enabled", "false")
                        .build();
                SentCommands sent = new SentCommands(address);
                Jedis redis = new Jedis(address)) {
            return new EntryCost(cache, redis).measured(sent);
        }
    }

    private List<String> measured(SentCommands sent) {
        awaitLink();
        // Connections are there, scripts known and marks asked for from here on.
        cache.fetch(KEY, EntryCost::value);
        cache.fetch(KEY, EntryCost::value);
        cache.put(KEY, value());
        cache.invalidate(KEY.id());
        long miss = sent.of(() -> cache.fetch(KEY, EntryCost::value));
        long hit = sent.of(() -> cache.fetch(KEY, EntryCost::value));
        long bytes = redis.memoryUsage("entry-cost:1:{capacity:" + KEY.id() + "}");
        long put = sent.of(() -> cache.put(KEY, value()));
        long invalidate = sent.of(() -> cache.invalidate(KEY.id()));
        return List.of(
                "bytes of an entry in Redis: " + bytes,
                String.format(Locale.ROOT, "a million of them: %.0f MB", (double) bytes * MILLION / (1 << 20)),
                "commands of a hit: " + hit,
                "commands of a miss, loaded and stored: " + miss,
                "commands of a put: " + put,
                "commands of an invalidation: " + invalidate);
    }

    /** Until the link is up, each hit asks whether anything was invalidated. */
    private void awaitLink() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!cache.stats().linkUp() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
