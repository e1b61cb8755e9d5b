// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import io.github.cachex.CacheWarmer;
import io.github.cachex.WarmEntry;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Warms what a {@link CacheWarmer} names. */
record EntryWarming(String name, boolean isAsync, CacheWarmer warmer, WarmHost host) implements Warming {
    @Override
    public Stream<? extends Step> steps() throws Exception {
        return warmer.entries().map(entry -> new EntryStep<>(entry, host));
    }

    private record EntryStep<T>(WarmEntry<T> entry, WarmHost host) implements Step {
        @Override
        public boolean run() throws Exception {
            AtomicBoolean loaded = new AtomicBoolean();
            host.cache(entry.cache()).<T, Exception>fetch(entry.key(), entry.options(), () -> {
                loaded.set(true);
                return entry.loader().load();
            });
            host.warmed(entry.cache());
            return loaded.get();
        }

        @Override
        public boolean isOff() {
            return !host.isOn(entry.cache());
        }

        @Override
        public String what() {
            return entry.cache() + " " + entry.key();
        }
    }
}
