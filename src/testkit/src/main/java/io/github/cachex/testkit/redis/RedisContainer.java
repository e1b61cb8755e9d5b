// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Redis in a container, on a port that stays the same over restarts. */
final class RedisContainer extends RedisHost {
    private final ContainerEngine engine;
    private final int port;
    private final List<String> arguments;
    private final String address;
    private ContainerEngine.@Nullable Container container;

    RedisContainer(ContainerEngine engine, int port, List<String> arguments) {
        this.engine = engine;
        this.port = port;
        this.arguments = List.copyOf(arguments);
        address = engine.address();
    }

    @Override
    String address() {
        return address;
    }

    @Override
    boolean isRunning() {
        return container != null && container.isRunning();
    }

    @Override
    void launch() {
        remove();
        container = engine.start(port, arguments);
    }

    @Override
    void remove() {
        if (container != null) {
            container.remove();
            container = null;
        }
    }

    @Override
    void freeze() {
        running().freeze();
    }

    @Override
    void thaw() {
        running().thaw();
    }

    private ContainerEngine.Container running() {
        if (container == null) {
            throw new IllegalStateException("the server does not run");
        }
        return container;
    }

    @Override
    public String toString() {
        return "a container of " + engine;
    }
}
