// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.LineLogger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The waits of this JVM that others end. Thread-safe. */
final class WakeUps {
    private static final System.Logger LOG = LineLogger.named("io.github.cachex.redis");
    /** While nothing is heard those who wait ask again by themselves, so what is beyond this is no loss. */
    private static final int MOST_UNHEARD = 10_000;

    private final byte[] id = new byte[Long.BYTES];
    private final String hex;
    private final Map<String, Set<String>> unheard = new HashMap<>();
    private final Set<String> heard = new HashSet<>();
    private volatile Consumer<String> sink = key -> {};

    WakeUps() {
        new SecureRandom().nextBytes(id);
        hex = HexFormat.of().formatHex(id);
    }

    /** Returns what a lease keeps of this JVM, and the end of its channel's name in hex. */
    byte[] id() {
        return id;
    }

    /** Returns this JVM's own channel for keys of {@code namespace}. */
    String channel(String namespace) {
        return Names.wake(namespace) + hex;
    }

    void onWake(Consumer<String> sink) {
        this.sink = sink;
    }

    /**
     * Notes that Redis was asked to wake this JVM for {@code key}. While the channel is not heard yet, the wake-up may have
     * gone by: then it is given when listener begins. Returns whether the channel is new here.
     */
    synchronized boolean await(String channel, String key) {
        boolean first = !unheard.containsKey(channel);
        Set<String> keys = unheard.computeIfAbsent(channel, any -> new HashSet<>());
        if (!heard.contains(channel) && keys.size() < MOST_UNHEARD) {
            keys.add(key);
        }
        return first;
    }

    /** Takes note where {@code channel} is one of this JVM's own. */
    void subscribed(String channel) {
        Set<String> keys;
        synchronized (this) {
            if (!unheard.containsKey(channel)) {
                return;
            }
            heard.add(channel);
            keys = Set.copyOf(unheard.get(channel));
            unheard.get(channel).clear();
        }
        keys.forEach(this::woken);
    }

    synchronized void broke() {
        heard.clear();
    }

    void woken(byte[] key) {
        woken(new String(key, StandardCharsets.UTF_8));
    }

    private void woken(String key) {
        try {
            sink.accept(key);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a wake-up was not taken", e);
        }
    }
}
