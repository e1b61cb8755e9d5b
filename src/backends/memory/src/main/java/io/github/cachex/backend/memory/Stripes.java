// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Locks that make what is done to one key happen one after the other. Reads need none. */
final class Stripes {
    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    <T> T locked(Object key, Supplier<T> step) {
        int hash = key.hashCode();
        ReentrantLock lock = locks[(hash ^ hash >>> 16) & locks.length - 1];
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}
