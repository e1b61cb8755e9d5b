// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisBusyException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * Reads answers in RESP2 (Redis serialization protocol specification). What is at the other end may not be a Redis: an answer
 * that nests deeper, claims more or is said otherwise than any of ours breaks the connection. Room is made for what has come,
 * not for what is claimed. Immutable.
 *
 * @param longest the most bytes of a text
 * @param most the most elements of a list
 */
record Replies(int longest, int most) {
    /** For answers to commands: a text is as long as Redis allows by default. */
    static final Replies OF_COMMANDS = new Replies(512 << 20, 1 << 26);

    /** For what is heard on channels. */
    static final Replies OF_CHANNELS = new Replies(64 << 20, 16);

    private static final int DEEPEST = 8;
    private static final int MOST_DIGITS = 19;
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int FIRST_ROOM = 1 << 20;
    private static final int FIRST_ELEMENTS = 1_024;

    /**
     * Returns the next answer as Jedis does: bytes, a {@link Long}, a list, or null.
     *
     * @throws JedisDataException for an error that Redis answers
     * @throws JedisConnectionException where it is no answer
     */
    @Nullable
    Object next(RedisInputStream in) {
        return next(in, 0);
    }

    private @Nullable Object next(RedisInputStream in, int depth) {
        byte kind = in.readByte();
        return switch (kind) {
            case '$' -> text(in);
            case ':' -> number(in);
            case '+' -> line(in).getBytes(StandardCharsets.ISO_8859_1);
            case '*' -> list(in, depth);
            case '-' -> throw error(line(in));
            default -> throw broken("an answer of an unknown kind");
        };
    }

    private byte @Nullable [] text(RedisInputStream in) {
        int length = length(in, longest);
        if (length < 0) {
            return null;
        }
        byte[] text = new byte[Math.min(length, FIRST_ROOM)];
        for (int filled = 0; filled < length; ) {
            if (filled == text.length) {
                text = Arrays.copyOf(text, (int) Math.min(2L * filled, length));
            }
            int more = in.read(text, filled, text.length - filled);
            if (more < 0) {
                throw broken("an answer that breaks off");
            }
            filled += more;
        }
        if (in.readByte() != '\r' || in.readByte() != '\n') {
            throw broken("a text that is longer than it says");
        }
        return text;
    }

    private @Nullable List<@Nullable Object> list(RedisInputStream in, int depth) {
        int length = length(in, most);
        if (length < 0) {
            return null;
        }
        if (depth == DEEPEST) {
            throw broken("an answer that nests too deep");
        }
        List<@Nullable Object> list = new ArrayList<>(Math.min(length, FIRST_ELEMENTS));
        for (int i = 0; i < length; i++) {
            try {
                list.add(next(in, depth + 1));
            } catch (JedisDataException e) {
                list.add(e);
            }
        }
        return list;
    }

    /** Returns the length of what follows, or -1 where nothing does. */
    private static int length(RedisInputStream in, int most) {
        long length = number(in);
        if (length < -1 || length > most) {
            throw broken("an answer that claims to be of " + length);
        }
        return (int) length;
    }

    private static long number(RedisInputStream in) {
        byte next = in.readByte();
        boolean negative = next == '-';
        if (negative) {
            next = in.readByte();
        }
        long number = 0;
        int digits = 0;
        while (next >= '0' && next <= '9' && digits < MOST_DIGITS) {
            // Below zero there is one more.
            number = 10 * number - (next - '0');
            digits++;
            next = in.readByte();
        }
        boolean fits = digits > 0 && number <= 0 && (negative || number != Long.MIN_VALUE);
        if (!fits || next != '\r' || in.readByte() != '\n') {
            throw broken("a number that is none");
        }
        return negative ? number : -number;
    }

    private static String line(RedisInputStream in) {
        StringBuilder line = new StringBuilder();
        byte next = in.readByte();
        while (next != '\r') {
            if (line.length() == LONGEST_LINE) {
                throw broken("a line without an end");
            }
            line.append((char) (next & 0xFF));
            next = in.readByte();
        }
        if (in.readByte() != '\n') {
            throw broken("a line that does not end as lines do");
        }
        return line.toString();
    }

    private static JedisDataException error(String latin) {
        String message = new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return switch (message.split(" ", 2)[0]) {
            case "NOSCRIPT" -> new JedisNoScriptException(message);
            case "NOAUTH", "WRONGPASS", "NOPERM" -> new JedisAccessControlException(message);
            case "BUSY" -> new JedisBusyException(message);
            default -> new JedisDataException(message);
        };
    }

    private static JedisConnectionException broken(String how) {
        return new JedisConnectionException("not an answer of Redis: " + how);
    }
}
