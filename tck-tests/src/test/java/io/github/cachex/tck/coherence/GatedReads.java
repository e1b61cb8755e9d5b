// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import io.github.cachex.spi.Serializer;
import io.github.cachex.testkit.Barrier;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Writes text, and lets a test step in between a read of Redis and what is done with it. */
final class GatedReads implements Serializer {
    private final AtomicReference<Barrier> next = new AtomicReference<>();

    /** Lets the next read wait at the returned barrier. */
    Barrier hold() {
        Barrier barrier = new Barrier();
        next.set(barrier);
        return barrier;
    }

    @Override
    public String name() {
        return "gated-reads";
    }

    @Override
    public byte id() {
        return 101;
    }

    @Override
    public byte[] write(Object value, Type type) {
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object read(byte[] bytes, Type type) {
        Barrier barrier = next.getAndSet(null);
        if (barrier != null) {
            barrier.arrive();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Its reads are counted and held up: none is made to compare. */
    @Override
    public Optional<String> flaw(Object value, Type type, byte[] written) {
        return Optional.empty();
    }
}
