// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.spi.EntryKey;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What is under way in a cache, for each key and type of value. Thread-safe.
 *
 * @param <W> what is under way
 */
public final class Underway<W> {
    private final ConcurrentMap<FlightKey, W> works = new ConcurrentHashMap<>();
    /** A cache has values of few types: with these what is under way for one entry is found without a look at all others. */
    private final Set<Type> types = ConcurrentHashMap.newKeySet();

    /** Creates an empty one. */
    public Underway() {}

    /** Returns what is under way for {@code key}; null if nothing is. */
    public @Nullable W get(FlightKey key) {
        return works.get(key);
    }

    /** Enters {@code work} for {@code key} and returns null, or returns what is under way already. */
    public @Nullable W putIfAbsent(FlightKey key, W work) {
        if (!types.contains(key.type())) {
            types.add(key.type());
        }
        return works.putIfAbsent(key, work);
    }

    /** Enters {@code next} in the place of {@code work}; false where that is not under way any more. */
    public boolean replace(FlightKey key, W work, W next) {
        return works.replace(key, work, next);
    }

    /** Takes {@code work} out, if it is still there. */
    public void remove(FlightKey key, W work) {
        works.remove(key, work);
    }

    /** Lets callers from now on start anew: what is under way for {@code entry} may carry an older value. */
    public void detach(EntryKey entry) {
        if (!works.isEmpty()) {
            types.forEach(type -> works.remove(new FlightKey(entry, type)));
        }
    }

    /** Lets callers from now on start anew, whatever they ask for. */
    public void detachAll() {
        works.clear();
    }
}
