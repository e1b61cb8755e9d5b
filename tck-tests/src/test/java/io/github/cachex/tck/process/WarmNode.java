// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexWarm;
import io.github.cachex.cdi.bootstrap.CachexExtension;
import io.github.cachex.tck.redis.Pause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Named;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** An application on Weld SE that warms a method of its own when it starts. One per process. */
final class WarmNode implements AutoCloseable {
    private static Source source;
    private static int process;
    private static int from;
    private static int count;

    private final SeContainer container;

    private WarmNode(SeContainer container) {
        this.container = container;
    }

    /** Starts the application and returns when its start-up is over, the warming included. */
    static WarmNode start(Source source, int process, Order order) {
        WarmNode.source = source;
        WarmNode.process = process;
        from = order.number("from");
        count = order.number("count");
        order.values().forEach((name, value) -> {
            if (name.startsWith("set:")) {
                System.setProperty(name.substring("set:".length()), value);
            }
        });
        return new WarmNode(SeContainerInitializer.newInstance()
                .disableDiscovery() // the example's beans are on this class path too
                .addExtensions(new CachexExtension())
                .addBeanClasses(Slots.class, Versions.class)
                .initialize());
    }

    /** Returns the version of {@code slot} as the application gets it. */
    long version(int slot) {
        return container.select(Versions.class).get().of(slot);
    }

    @Override
    public void close() {
        container.close();
    }

    /** Says which slots to warm. */
    @Named("slots")
    @ApplicationScoped
    public static class Slots implements Supplier<List<Integer>> {
        @Override
        public List<Integer> get() {
            return IntStream.range(from, from + count).boxed().toList();
        }
    }

    /** The slow thing. */
    @ApplicationScoped
    public static class Versions {
        /** Loads the version of {@code slot}. */
        @CachexWarm(from = "slots", async = false)
        @CachexFetch(cache = "warmed", key = "slot:{0}")
        public long of(int slot) {
            long version = source.beginLoad(slot, process);
            Pause.millis(20);
            source.endLoad(slot, process);
            return version;
        }
    }
}
