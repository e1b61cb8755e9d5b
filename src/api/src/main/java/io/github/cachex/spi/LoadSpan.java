// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import org.jspecify.annotations.Nullable;

/** One run of a loader, begun by a {@link LoadTracer}. Both methods are called once, in either order. */
public interface LoadSpan {
    /** A run that nobody looks at. */
    LoadSpan NONE = new LoadSpan() {
        @Override
        public void leave() {}

        @Override
        public void end(@Nullable Throwable failure) {}
    };

    /** The loader returned or threw; on the thread on which it ran. What an asynchronous one returned may not have completed. */
    void leave();

    /**
     * The load is over; on any thread.
     *
     * @param failure what the loader threw, or its stage failed with; null where it answered
     */
    void end(@Nullable Throwable failure);
}
