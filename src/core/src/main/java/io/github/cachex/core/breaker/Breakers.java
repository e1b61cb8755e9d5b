// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import io.github.cachex.event.BreakerState;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallSubject;
import io.github.cachex.spi.EntryKey;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The breakers of a backend, one before each of its parts. Thread-safe. */
public final class Breakers {
    private final BackendParts parts;
    private final Function<String, Breaker> making;
    private final Map<String, Breaker> known = new ConcurrentHashMap<>();

    /** Creates those of {@code parts}, each made by {@code making} when it is first asked for. */
    public Breakers(BackendParts parts, Function<String, Breaker> making) {
        this.parts = parts;
        this.making = making;
    }

    /** Returns the one before {@code part}. */
    public Breaker of(String part) {
        Breaker breaker = known.get(part);
        return breaker != null ? breaker : known.computeIfAbsent(part, making);
    }

    /** Returns the one before the part that holds {@code subject}, which is a key or a cache; of several that of the first. */
    Breaker of(CallSubject subject) {
        if (subject instanceof EntryKey key) {
            return of(parts.of(key));
        } else if (subject instanceof CacheSpace cache) {
            return of(parts.of(cache));
        }
        return of(parts.names().iterator().next());
    }

    /** Returns whether there is more than one. */
    boolean areSeveral() {
        return parts.names().size() > 1;
    }

    /** Returns {@link BreakerState#OPEN} where one of them is open. */
    public BreakerState worst() {
        for (String part : parts.names()) {
            if (of(part).isOpen()) {
                return BreakerState.OPEN;
            }
        }
        return BreakerState.CLOSED;
    }

    /** Lets go of those of parts that went. */
    public void follow() {
        Set<String> names = parts.names();
        known.forEach((part, breaker) -> {
            if (!names.contains(part) && known.remove(part, breaker)) {
                breaker.close("it is no part of the backend any more");
            }
        });
    }
}
