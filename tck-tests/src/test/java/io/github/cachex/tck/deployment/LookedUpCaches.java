// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheObserver;
import io.github.cachex.CacheStats;
import io.github.cachex.Caches;
import io.github.cachex.Cachex;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** All caches and any of them, as a container other than that of the ordinary tests finds them; answers what was found. */
public class LookedUpCaches implements Callable<List<String>> {
    /** Has all of them. */
    @ApplicationScoped
    public static class Console {
        @Inject
        Caches caches;

        @Inject
        @Any
        Instance<CacheHandler> handlers;

        List<String> look() {
            List<String> found = new ArrayList<>();
            handlers.forEach(handler -> found.add("any: " + handler.name()));
            found.add("selected: "
                    + handlers.select(Cachex.Literal.of("posts")).get().name());
            found.add("by code: " + byCode());
            found.add("by code, unnamed: "
                    + CDI.current().select(CacheHandler.class).get().name());
            caches.cache("posts").put(CacheKey.of("1", String.class), "one");
            found.add("names: " + caches.names());
            found.add("stored: " + caches.total().stored());
            return found;
        }

        private static String byCode() {
            try {
                return CDI.current()
                        .select(CacheHandler.class, Cachex.Literal.of("posts"))
                        .get()
                        .name();
            } catch (RuntimeException e) {
                Throwable cause = e;
                while (cause.getCause() != null) {
                    cause = cause.getCause();
                }
                return String.valueOf(cause.getMessage());
            }
        }
    }

    /** Counts what is opened and closed. */
    @ApplicationScoped
    public static class Watch implements CacheObserver {
        private static final List<String> TOLD = new ArrayList<>();

        @Override
        public void opened(String name, Supplier<CacheStats> stats) {
            TOLD.add("opened " + name);
        }

        @Override
        public void closed(String name) {
            TOLD.add("closed " + name);
        }
    }

    @Override
    public List<String> call() {
        Watch.TOLD.clear();
        List<String> found;
        try (SeContainer application = Deployment.start(Map.of(), Console.class, Watch.class)) {
            found = application.select(Console.class).get().look();
        }
        found.addAll(Watch.TOLD);
        return found;
    }
}
