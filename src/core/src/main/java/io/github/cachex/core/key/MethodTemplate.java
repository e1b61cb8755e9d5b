// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import io.github.cachex.error.CacheKeyException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A key template bound to the parameters of a method: {@code post:{id}}, {@code post:{0}}, {@code user:{user.id}}.
 * Immutable. Distinct arguments at its placeholders never share an id; a template without any is a fixed id.
 */
public final class MethodTemplate {
    private final List<String> literals;
    private final List<Placeholder> placeholders;

    /**
     * A placeholder bound to its argument.
     *
     * @param position the argument's position
     * @param path the way to the part that is named
     */
    record Placeholder(int position, PropertyPath path) {}

    MethodTemplate(List<String> literals, List<Placeholder> placeholders) {
        this.literals = List.copyOf(literals);
        this.placeholders = List.copyOf(placeholders);
    }

    /**
     * Returns {@code template} bound to {@code method}.
     *
     * @throws CacheKeyException saying all that is wrong with it, and the remedies
     */
    public static MethodTemplate compile(String template, Method method) {
        return new TemplateCompiler(template, method).compile();
    }

    /**
     * Returns the positions of the arguments that ids are made of, in order; empty where one of them takes part by a property,
     * which may change or depend on more than the argument.
     */
    public Optional<IntStream> positions() {
        return placeholders.stream().allMatch(placeholder -> placeholder.path().isEmpty())
                ? Optional.of(placeholders.stream().mapToInt(Placeholder::position))
                : Optional.empty();
    }

    /**
     * Returns the id for a call with {@code arguments}, in declaration order.
     *
     * @throws CacheKeyException when a property cannot be read, or its value cannot take part in a key
     */
    public String id(@Nullable Object[] arguments) {
        StringBuilder id = new StringBuilder(32).append(literals.get(0));
        for (int i = 0; i < placeholders.size(); i++) {
            Placeholder placeholder = placeholders.get(i);
            placeholder.path().append(id, arguments[placeholder.position()]);
            id.append(literals.get(i + 1));
        }
        return id.toString();
    }
}
