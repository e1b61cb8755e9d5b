// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.capacity;

import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisMonitor;
import redis.clients.jedis.exceptions.JedisException;

/** Counts what clients send to a Redis for entries, seen by MONITOR. What a script does inside is not sent. */
final class SentCommands implements AutoCloseable {
    /** Those of entries: a script, or a plain read. */
    private static final Pattern OF_ENTRIES =
            Pattern.compile("\\S+ \\[\\d+ (?!lua)\\S+] \"(eval|evalsha|getrange)\" .*", Pattern.CASE_INSENSITIVE);

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final Jedis watching;
    private final Jedis own;
    private int marks;

    SentCommands(URI redis) {
        watching = new Jedis(redis, 0);
        own = new Jedis(redis);
        Thread thread = new Thread(this::watch, "entry-cost");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            watching.monitor(new JedisMonitor() {
                @Override
                public void onCommand(String line) {
                    seen.add(line);
                }
            });
        } catch (JedisException e) {
            // Closed: all was counted.
        }
    }

    /** Returns how many commands {@code step} sends. */
    long of(Runnable step) {
        settle();
        seen.clear();
        step.run();
        settle();
        return seen.stream().filter(line -> OF_ENTRIES.matcher(line).matches()).count();
    }

    /** Waits until what was sent so far has been seen. */
    private void settle() {
        long end = System.nanoTime() + LIMIT.toNanos();
        String mark = "entry-cost-" + ++marks;
        while (seen.stream().noneMatch(line -> line.contains(mark))) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("MONITOR showed nothing for " + LIMIT + "; is it allowed?");
            }
            own.echo(mark);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Override
    public void close() {
        own.close();
        watching.disconnect();
    }
}
