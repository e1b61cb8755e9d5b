// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.order.CodeBehindCache;
import io.github.cachex.spi.KeyGenerator;
import io.github.cachex.spi.Serializer;
import java.lang.reflect.Method;
import java.util.List;

/** What the check of a deployment asks about the application's beans. */
interface BeanFacts {
    /** Returns the names of the classes of the default-qualified beans of {@code type}. */
    List<String> beansOf(Class<?> type);

    /** Returns whether there is a bean of that name, and whether it is of {@code type}. */
    NamedBean named(String name, Class<?> type);

    /** Returns what runs between the cache and {@code method} of {@code bean}. */
    List<CodeBehindCache> behindCache(Class<?> bean, Method method);

    /** What is known of a name. */
    enum NamedBean {
        /** No bean has it. */
        MISSING,
        /** A bean has it, and is of another type. */
        OF_ANOTHER_TYPE,
        /** A bean has it, and is of that type. */
        FOUND
    }

    /** Returns whether the application makes its own keys where no template does. */
    default boolean makesKeys() {
        return !beansOf(KeyGenerator.class).isEmpty();
    }

    /** Returns whether the application brings its serializer. */
    default boolean bringsSerializer() {
        return !beansOf(Serializer.class).isEmpty();
    }
}
