// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;

/**
 * Captures a generic type: {@code new TypeRef<List<Post>>() {}}.
 *
 * @param <T> the type to capture, without type variables
 */
public abstract class TypeRef<T> {
    private final Type type;

    /** Captures the type argument that the subclass was declared with. */
    protected TypeRef() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parent)
                || parent.getRawType() != TypeRef.class) {
            throw new IllegalArgumentException(
                    getClass() + " must extend TypeRef directly with its type: new TypeRef<List<Post>>() {}");
        }
        type = parent.getActualTypeArguments()[0];
        if (type instanceof TypeVariable<?>) {
            throw new IllegalArgumentException(
                    "TypeRef<" + type + "> captures no type, only a variable; name the type where the TypeRef is made");
        }
    }

    /** Returns the captured type. */
    public final Type type() {
        return type;
    }
}
