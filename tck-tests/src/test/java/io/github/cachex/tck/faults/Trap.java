// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** What handed-in code throws, and which. Thread-safe. */
final class Trap {
    /** Code that an application hands to an engine. */
    enum Code {
        LISTENER,
        LISTENER_WANTS,
        FILTER,
        DEFAULT_VALUE,
        SERIALIZER_WRITE,
        SERIALIZER_READ,
        NAMESPACE,
        EXECUTOR,
        CONTEXTS
    }

    /** What it throws. */
    enum Thrown {
        EXCEPTION(() -> new IllegalStateException("thrown")),
        ERROR(() -> new NoClassDefFoundError("thrown")),
        STACK_OVERFLOW(StackOverflowError::new),
        INTERRUPTED(() -> new InterruptedException("thrown")),
        CANCELLED(() -> new CancellationException("thrown"));

        private final Supplier<Throwable> made;

        Thrown(Supplier<Throwable> made) {
            this.made = made;
        }

        /** Throws it as it is, whatever it is. */
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        <E extends Throwable> void hurl() throws E {
            throw (E) made.get();
        }
    }

    private final Enum<?> code;
    private volatile Thrown thrown;
    private volatile boolean armed = true;
    private volatile boolean sprung;

    /** Creates one that is set at {@code code}, one of {@link Code} or of others like it. */
    Trap(Enum<?> code, Thrown thrown) {
        this.code = code;
        this.thrown = thrown;
    }

    /** Throws {@code other} from now on. */
    void set(Thrown other) {
        thrown = other;
    }

    Enum<?> code() {
        return code;
    }

    /** Throws if it is {@code here} that the trap is set. */
    void spring(Enum<?> here) {
        if (armed && code == here) {
            sprung = true;
            thrown.<RuntimeException>hurl();
        }
    }

    /** Returns whether it ever threw. */
    boolean hasSprung() {
        return sprung;
    }

    void disarm() {
        armed = false;
    }

    @Override
    public String toString() {
        return code + " throws " + thrown;
    }
}
