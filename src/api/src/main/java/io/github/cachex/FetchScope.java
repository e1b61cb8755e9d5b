// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.spi.Tags;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a {@link FetchContext} the current one of this thread until closed. For engines; applications have no use for it. */
public final class FetchScope implements AutoCloseable {
    private static final ThreadLocal<@Nullable FetchContext> CURRENT = new ThreadLocal<>();

    private final @Nullable FetchContext outer;

    private FetchScope(@Nullable FetchContext outer) {
        this.outer = outer;
    }

    /** Opens a scope in which {@code context} is current. Close it on the same thread. */
    public static FetchScope open(FetchContext context) {
        FetchScope scope = new FetchScope(CURRENT.get());
        CURRENT.set(context);
        return scope;
    }

    /** Makes the outer context current again. */
    @Override
    public void close() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    static FetchContext current() {
        FetchContext running = CURRENT.get();
        return running == null ? Detached.INSTANCE : running;
    }

    private enum Detached implements FetchContext {
        INSTANCE;

        @Override
        public void ttl(Duration ttl) {
            Objects.requireNonNull(ttl, "ttl");
        }

        @Override
        public void tags(String... tags) {
            var unused = Tags.checked(tags); // what is wrong is wrong without a cache too
        }

        @Override
        public void doNotStore() {}

        @Override
        public <T> Optional<T> staleValue() {
            return Optional.empty();
        }

        @Override
        public Optional<String> namespace() {
            return Optional.empty();
        }
    }
}
