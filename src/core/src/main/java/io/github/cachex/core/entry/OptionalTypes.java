// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;

/** Looks through {@code Optional<T>}: its content is what is stored. */
final class OptionalTypes {
    private OptionalTypes() {}

    static boolean isOptional(Type type) {
        return type == Optional.class
                || type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
    }

    static Type content(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return generic.getActualTypeArguments()[0];
        }
        return type == Optional.class ? Object.class : type;
    }
}
