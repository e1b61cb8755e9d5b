// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.stampede;

import io.github.cachex.backend.redis.RedisBackend;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Jedis;

/** The key in Redis, and the very scripts run by hand, one of which may be broken. */
final class ScriptKey implements OneKey {
    private static final String HOUR = "3600000";
    private static final int FRAME = 27;

    private final Jedis jedis;
    private final String broken;
    private final String line;
    private final String instead;

    private ScriptKey(Jedis jedis, String broken, String line, String instead) {
        this.jedis = jedis;
        this.broken = broken;
        this.line = line;
        this.instead = instead;
    }

    /** Returns the key as it is. */
    static ScriptKey sound(Jedis jedis) {
        return new ScriptKey(jedis, "", "", "");
    }

    /** Returns a key whose {@code script} says {@code instead} of {@code line}. */
    static ScriptKey broken(Jedis jedis, String script, String line, String instead) {
        if (!text(script).contains(line)) {
            throw new IllegalArgumentException(script + " does not say: " + line);
        }
        return new ScriptKey(jedis, script, line, instead);
    }

    private static String text(String script) {
        try (InputStream text = RedisBackend.class.getResourceAsStream(script + ".lua")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<?> run(String script, long deadline, byte[]... arguments) {
        String text = text(script);
        String all = text("common") + (script.equals(broken) ? text.replace(line, instead) : text);
        List<byte[]> given = new ArrayList<>();
        given.add(bytes("tck:1:wake:"));
        given.add(bytes(String.valueOf(deadline)));
        given.add(bytes("tck:1:{replayed}:changes"));
        given.addAll(List.of(arguments));
        List<byte[]> keys = List.of(bytes(KEY.value()), bytes(KEY.lease()));
        return (List<?>) jedis.eval(bytes(all), keys, given);
    }

    private List<?> run(String script, byte[]... arguments) {
        return run(script, 1L << 53, arguments);
    }

    private boolean runs(String script, byte[]... arguments) {
        return run(script, arguments).get(1).equals(1L);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] id(long id) {
        return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    }

    private static byte[] frame(long id, int version) {
        byte[] content = bytes(String.valueOf(version));
        return ByteBuffer.allocate(FRAME + content.length)
                .put(bytes("CX"))
                .put((byte) 1)
                .putLong(0)
                .putLong(0)
                .putLong(id)
                .put(content)
                .array();
    }

    @Override
    public int read() {
        byte[] frame = jedis.get(bytes(KEY.value()));
        return frame == null
                ? 0
                : Integer.parseInt(new String(frame, FRAME, frame.length - FRAME, StandardCharsets.UTF_8));
    }

    @Override
    public String acquire(long token) {
        List<?> answer = run("acquire", id(token), bytes(HOUR), id(0), id(1));
        return switch (new String((byte[]) answer.get(4), StandardCharsets.US_ASCII)) {
            case "W" -> "WON";
            case "B" -> "BUSY";
            case "C" -> "COOLDOWN";
            default -> "FRESH";
        };
    }

    @Override
    public boolean store(long token, int version) {
        return runs("store", frame(token, version), bytes(HOUR), bytes(HOUR));
    }

    @Override
    public boolean release(long token) {
        return runs("release", id(token), bytes(""), bytes("1"));
    }

    @Override
    public void invalidate() {
        run("invalidate");
    }

    @Override
    public void put(int version) {
        run("write", frame(1_000 + version, version), bytes(HOUR), bytes(HOUR));
    }

    @Override
    public void putLate(int version) {
        run("write", 1, frame(1_000 + version, version), bytes(HOUR), bytes(HOUR));
    }

    @Override
    public String toString() {
        return broken.isEmpty() ? "scripts" : broken + ".lua with '" + instead + "'";
    }
}
