// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.Collection;
import java.util.function.Consumer;

/** Listens to channels on one connection. Used once. */
interface Subscriber {
    /**
     * Subscribes and listens until the connection breaks or {@link #hangUp} is called; then returns or throws.
     *
     * @param subscribed run when all channels are subscribed
     * @param message given each message
     */
    void listen(Collection<String> channels, Runnable subscribed, Consumer<String> message);

    /** Ends {@link #listen}, from any thread. */
    void hangUp();
}
