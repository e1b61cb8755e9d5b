// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.TagState;
import io.github.cachex.testkit.Show;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

/** Answers and messages that were changed on their way, in any way: what was said, or a broken connection, at a bounded price. */
class ChangedAnswersTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long SEED = 4711;
    private static final int CHANGES = "full".equals(System.getProperty("cachex.rounds")) ? 1_000_000 : 60_000;
    private static final int MAX_VALUE = 1 << 20;

    private static final String[] ANSWERS = {
        "$5\r\nvalue\r\n",
        "*6\r\n:1764460800000\r\n:1\r\n$1\r\nF\r\n$8\r\n12345678\r\n$1\r\nN\r\n:0\r\n",
        "*3\r\n*2\r\n$1\r\na\r\n:7\r\n*-1\r\n$-1\r\n",
        "-ERR something\r\n",
        "+OK\r\n:-9223372036854775808\r\n",
        "*3\r\n$7\r\nmessage\r\n$20\r\ntck:1:{posts}:changed\r\n$14\r\n1ctck:1:{a:key}\r\n"
    };
    private static final String[] MESSAGES = {
        "1ctck:1:{tested:key}", "1m77 5 9 0 4:news6:sports", "1m77 5 9 0 1:*", "1m-1 9007199254740991 9 0 0:"
    };

    private static byte[] changed(byte[] bytes, SplittableRandom random) {
        byte[] changed = bytes;
        for (int i = 1 + random.nextInt(3); i > 0 && changed.length > 0; i--) {
            int at = random.nextInt(changed.length);
            byte[] digits = repeated(
                    "0123456789*$:\r\n-".getBytes(StandardCharsets.US_ASCII)[random.nextInt(16)],
                    1 + random.nextInt(40));
            switch (random.nextInt(5)) {
                case 0 -> changed = with(changed, at, changed[at] ^ 1 << random.nextInt(8));
                case 1 -> changed = with(changed, at, random.nextInt(256));
                case 2 -> changed = Arrays.copyOf(changed, at);
                case 3 -> changed = spliced(changed, at, digits);
                default ->
                    changed = spliced(changed, at, Arrays.copyOfRange(changed, random.nextInt(at + 1), changed.length));
            }
        }
        return changed;
    }

    private static byte[] with(byte[] bytes, int at, int sign) {
        byte[] with = bytes.clone();
        with[at] = (byte) sign;
        return with;
    }

    private static byte[] repeated(byte sign, int times) {
        byte[] repeated = new byte[times];
        Arrays.fill(repeated, sign);
        return repeated;
    }

    private static byte[] spliced(byte[] bytes, int at, byte[] part) {
        byte[] spliced = Arrays.copyOf(bytes, bytes.length + part.length);
        System.arraycopy(part, 0, spliced, at, part.length);
        System.arraycopy(bytes, at, spliced, at + part.length, bytes.length - at);
        return spliced;
    }

    private interface Read {
        void of(byte[] bytes);
    }

    /** Reads changes of {@code originals}; returns the most bytes that one of them allocated. */
    private static long mostAllocated(String[] originals, Read read) {
        SplittableRandom random = new SplittableRandom(SEED);
        long most = 0;
        for (int i = 0; i < CHANGES; i++) {
            byte[] bytes = changed(originals[i % originals.length].getBytes(StandardCharsets.ISO_8859_1), random);
            long allocated = allocated(read, bytes, i);
            // What a JVM does once, such as to load a class, is no price of a read: that is paid again.
            most = Math.max(most, allocated <= most ? allocated : Math.min(allocated, allocated(read, bytes, i)));
        }
        return most;
    }

    private static long allocated(Read read, byte[] bytes, int change) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            read.of(bytes);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + SEED + ", change " + change + ": " + Arrays.toString(bytes), e);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static void show(String what, long mostAllocated) {
        Show.atMost(
                "fuzz",
                mostAllocated,
                8L * MAX_VALUE,
                "bytes allocated by one of " + CHANGES + " changed " + what + ", max-value " + MAX_VALUE);
    }

    @Test
    void changedAnswers_areReadOrBreakTheConnection() {
        show("answers", mostAllocated(ANSWERS, ChangedAnswersTest::readAll));
    }

    private static void readAll(byte[] bytes) {
        RedisInputStream in = new RedisInputStream(new ByteArrayInputStream(bytes), 64);
        try {
            // Each answer takes a byte at least.
            for (int i = 0; i <= bytes.length; i++) {
                try {
                    Replies.OF_COMMANDS.next(in);
                } catch (JedisDataException e) {
                    // An error that Redis answers; the connection is as good as ever.
                }
            }
        } catch (JedisConnectionException e) {
            // It breaks off, or is no answer.
        }
    }

    @Test
    void changedMessages_areUnderstoodOrToldAsUnknown() {
        CacheSpace space = new CacheSpace("tck:1", "tested");
        show("messages", mostAllocated(MESSAGES, bytes -> {
            Told told = new Told();
            LinkMessage.of(space, bytes, 1L << 52).accept(told);
            assertThat(told.times).isEqualTo(1);
        }));
    }

    /** Counts what it is told. */
    private static final class Told implements LinkListener {
        private int times;

        @Override
        public void joined(CacheSpace space) {}

        @Override
        public void disconnected() {}

        @Override
        public void alive(long sentAt) {}

        @Override
        public void changed(CacheSpace space, String id) {
            times++;
        }

        @Override
        public void marked(CacheSpace space, TagState state) {
            times++;
            assertThat(state.previous()).isLessThan(state.epoch());
        }

        @Override
        public void unknown(CacheSpace space) {
            times++;
        }
    }
}
