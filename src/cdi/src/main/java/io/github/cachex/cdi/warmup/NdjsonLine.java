// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * One line, as JSON-B reads it; public for its sake alone.
 *
 * @param <T> the type of the value
 */
public final class NdjsonLine<T> {
    /** The key's id. */
    public @Nullable String id;

    /** The value. */
    public @Nullable T value;

    /** How long it stays fresh, such as {@code 1h}. */
    public @Nullable String ttl;

    /** Creates one to be filled by JSON-B. */
    public NdjsonLine() {}

    static Type of(Type value) {
        return new ParameterizedType() {
            @Override
            public Type[] getActualTypeArguments() {
                return new Type[] {value};
            }

            @Override
            public Type getRawType() {
                return NdjsonLine.class;
            }

            @Override
            public @Nullable Type getOwnerType() {
                return null;
            }
        };
    }
}
