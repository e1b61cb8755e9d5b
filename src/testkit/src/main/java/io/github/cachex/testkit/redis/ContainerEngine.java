// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.util.List;

/** What runs containers here. Its methods throw a RuntimeException, or an error of linkage, that says what is not there. */
interface ContainerEngine {
    /** Makes ready what a container needs: the connection to the engine, its helpers, the image of Redis. */
    void prepare();

    /** Returns the address on which the ports that containers publish are reached from here. */
    String address();

    /** Starts a Redis with these arguments, published on this port of {@link #address}. Leaves nothing behind when it throws. */
    Container start(int port, List<String> arguments);

    /** One container that was started. What it is told has happened when a method returns. */
    interface Container {
        /** Returns whether it runs, frozen or not. */
        boolean isRunning();

        /** Freezes its processes. */
        void freeze();

        /** Lets its processes go on. */
        void thaw();

        /** Kills it, frozen or not, and frees its port; does nothing if it is gone. */
        void remove();
    }
}
