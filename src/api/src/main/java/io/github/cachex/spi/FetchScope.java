// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a load's context the current one of this thread until closed. For engines; applications have no use for it.
 */
@Internal
public final class FetchScope implements AutoCloseable {
    private static final ThreadLocal<@Nullable Object> CURRENT = new ThreadLocal<>();

    private final @Nullable Object outer;

    private FetchScope(@Nullable Object outer) {
        this.outer = outer;
    }

    /** Opens a scope in which {@code context}, an {@code io.github.cachex.FetchContext}, is current. Close it on the same thread. */
    public static FetchScope open(Object context) {
        FetchScope scope = new FetchScope(CURRENT.get());
        CURRENT.set(context);
        return scope;
    }

    /**
     * Opens a scope in which no context is current, for a load that is not cached inside of one that is: what it says of its value must
     * not be taken for the outer one's. Close it on the same thread.
     */
    public static FetchScope openPlain() {
        Object outer = CURRENT.get();
        FetchScope scope = new FetchScope(outer);
        if (outer != null && !(outer instanceof Plain)) {
            CURRENT.set(new Plain(outer));
        }
        return scope;
    }

    /** Returns the context of the innermost scope on this thread; empty where none is open, or that is a plain one. */
    public static <C> Optional<C> current(Class<C> type) {
        return CURRENT.get() instanceof Plain ? Optional.empty() : enclosing(type);
    }

    /** Returns the context of the innermost scope on this thread that has one; empty where none is open. */
    public static <C> Optional<C> enclosing(Class<C> type) {
        Object innermost = CURRENT.get();
        return Optional.ofNullable(innermost instanceof Plain plain ? plain.around : innermost)
                .map(type::cast);
    }

    /** Stands for a load that is not cached inside of one that is. */
    private record Plain(Object around) {}

    /** Makes the outer context current again. */
    @Override
    public void close() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
