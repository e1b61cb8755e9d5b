// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Locks that make what is done to one key happen one after the other. Reads need none. They are monitors, which the JVM gives back
 * even where a step has used up the stack.
 */
final class LockStripes {
    private final Object[] locks = Stream.generate(Object::new).limit(64).toArray();

    <T> T locked(Object key, Supplier<T> step) {
        int hash = key.hashCode();
        synchronized (locks[(hash ^ hash >>> 16) & locks.length - 1]) {
            return step.get();
        }
    }
}
