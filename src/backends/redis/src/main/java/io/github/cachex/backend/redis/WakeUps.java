// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The waits of this JVM that others end, on one server. Thread-safe. */
final class WakeUps {
    /** While nothing is heard those who wait ask again by themselves, so what is beyond this is no loss. */
    private static final int MOST_UNHEARD = 10_000;

    private final WakeTarget target;
    private final Map<String, Set<String>> unheard = new HashMap<>();
    private final Set<String> heard = new HashSet<>();

    WakeUps(WakeTarget target) {
        this.target = target;
    }

    /** Returns this JVM's own channel for keys of {@code namespace}. */
    String channel(String namespace) {
        return target.channel(namespace);
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
        keys.forEach(target::woken);
    }

    synchronized void broke() {
        heard.clear();
    }

    void woken(byte[] key) {
        target.woken(new String(key, StandardCharsets.UTF_8));
    }
}
