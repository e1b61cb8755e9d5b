// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.Serializer;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Writes numbers as text, and takes its time to read them: what comes between a read of Redis and its keeping has room. */
public final class SlowReads implements Serializer {
    private static final int LONGEST = 2_000_000;

    @Override
    public String name() {
        return "slow-reads";
    }

    @Override
    public byte id() {
        return 100;
    }

    @Override
    public byte[] write(Object value, Type type) {
        return String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object read(byte[] bytes, Type type) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(LONGEST));
        try {
            return Long.valueOf(new String(bytes, StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            throw new CacheSerializationException("no number", e);
        }
    }

    /** Its reads are counted and held up: none is made to compare. */
    @Override
    public Optional<String> flaw(Object value, Type type, byte[] written) {
        return Optional.empty();
    }
}
