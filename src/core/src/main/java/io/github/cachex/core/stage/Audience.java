// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import java.util.concurrent.atomic.AtomicReference;

/** Knows whether anybody waits for what one caller runs, so that copies are made only where they are wanted. Thread-safe. */
public final class Audience {
    private enum State {
        NOBODY,
        SOMEBODY,
        OVER
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.NOBODY);

    /** Creates one that nobody is in. */
    public Audience() {}

    /** Lets one more in; false where what it would wait for is over. */
    public boolean join() {
        return state.updateAndGet(now -> now == State.OVER ? State.OVER : State.SOMEBODY) != State.OVER;
    }

    /** Lets nobody in any more; returns whether anybody is. */
    public boolean close() {
        return state.getAndSet(State.OVER) == State.SOMEBODY;
    }
}
