// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.KeyText;
import io.github.cachex.spi.ValueTypes;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way from an argument to the part of it that a template names: {@code user.address.city}. Immutable. */
final class PropertyPath {
    private final Class<?> start;
    private final PropertyChain chain;

    /**
     * Follows {@code names} from an argument of type {@code start}.
     *
     * @throws CacheKeyException when there is no such property, or its values cannot take part in a key
     */
    PropertyPath(Type start, Class<?> declared, List<String> names) {
        this.start = declared;
        this.chain = new PropertyChain(start, declared, names);
        Type leaf = chain.type();
        Optional<String> offender = ValueTypes.offender(leaf);
        if (offender.isPresent()) {
            throw new CacheKeyException("is of type " + leaf.getTypeName() + ", and values of type " + offender.get()
                    + " do not say what they are; name a property of it that does, such as an id");
        }
    }

    /** Returns whether it is the argument itself. */
    boolean isEmpty() {
        return chain.steps().isEmpty();
    }

    /** Returns the class of what lies at its end, as far as that is declared. */
    Class<?> raw() {
        return chain.raw();
    }

    /** Appends what lies at the end of the path from {@code argument}. */
    void append(StringBuilder id, @Nullable Object argument) {
        List<Method> steps = chain.steps();
        if (steps.isEmpty()) {
            KeyText.append(id, start, argument);
            return;
        }
        Object value = argument;
        for (int i = 0; i < steps.size(); i++) {
            if (value == null) {
                // Not %N: no user is another argument than a user whose id is null.
                id.append("%n").append(i);
                return;
            }
            value = PropertyChain.invoke(steps.get(i), value);
        }
        KeyText.append(id, chain.raw(), value);
    }

    /** Returns whether nothing lies at the end of the path from {@code argument}. */
    boolean endsInNull(@Nullable Object argument) {
        return chain.read(argument) == null;
    }
}
