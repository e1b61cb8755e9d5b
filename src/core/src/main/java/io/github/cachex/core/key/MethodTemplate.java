// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import io.github.cachex.error.CacheKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
     * @param reference what stands between its braces
     * @param position the argument's position
     * @param path the way to the part that is named
     * @param each whether it stands for each element of the argument, from which the path begins
     */
    record Placeholder(String reference, int position, PropertyPath path, boolean each) {}

    MethodTemplate(List<String> literals, List<Placeholder> placeholders) {
        this.literals = List.copyOf(literals);
        this.placeholders = List.copyOf(placeholders);
    }

    /**
     * Returns {@code template} bound to what {@code scope} says may be named.
     *
     * @throws CacheKeyException saying all that is wrong with it, and the remedies
     */
    public static MethodTemplate compile(String template, TemplateScope scope) {
        return new TemplateCompiler(template, scope, Elements.Holders.NONE).compile();
    }

    /**
     * Returns {@code template} bound to what {@code scope} says may be named; its placeholders may name the elements of one
     * collection or array as {@code {ids[]}} or {@code {posts[].id}}; then it makes an id for each.
     *
     * @throws CacheKeyException saying all that is wrong with it, and the remedies
     */
    public static MethodTemplate compileEach(String template, TemplateScope scope) {
        return compileEach(template, scope, Elements.Holders.COLLECTIONS);
    }

    /**
     * Returns {@code template} bound to what {@code scope} says may be named, where its placeholders may name the elements of one of
     * {@code holders}.
     *
     * @throws CacheKeyException saying all that is wrong with it, and the remedies
     */
    public static MethodTemplate compileEach(String template, TemplateScope scope, Elements.Holders holders) {
        return new TemplateCompiler(template, scope, holders).compile();
    }

    /** Returns the position of the argument whose elements it makes ids of; empty where it makes one id. */
    public OptionalInt elementsAt() {
        return placeholders.stream()
                .filter(Placeholder::each)
                .mapToInt(Placeholder::position)
                .findFirst();
    }

    /** Returns whether it names what is at {@code position} itself, and not its elements. */
    public boolean namesWhole(int position) {
        return placeholders.stream().anyMatch(placeholder -> !placeholder.each() && placeholder.position() == position);
    }

    /** Returns this for arguments that have one element in the place of what holds it. */
    public MethodTemplate ofOneElement() {
        return new MethodTemplate(
                literals,
                placeholders.stream()
                        .map(placeholder -> new Placeholder(
                                placeholder.reference(), placeholder.position(), placeholder.path(), false))
                        .toList());
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

    /** Returns the classes of what its placeholders stand for, as far as they are declared, in order. */
    public List<Class<?>> types() {
        return placeholders.stream()
                .<Class<?>>map(placeholder -> placeholder.path().raw())
                .toList();
    }

    /** Returns whether all calls have the same id. */
    public boolean isFixed() {
        return placeholders.isEmpty();
    }

    /** Returns whether one of its placeholders names what is at {@code position}, or what comes after it. */
    public boolean reaches(int position) {
        return placeholders.stream().anyMatch(placeholder -> placeholder.position() >= position);
    }

    /**
     * Returns the first of its placeholders that stands for null in a call with {@code arguments}; empty if there is none.
     *
     * @throws CacheKeyException when a property cannot be read
     */
    public Optional<String> nullReference(@Nullable Object[] arguments) {
        return placeholders.stream()
                .filter(placeholder -> placeholder.path().endsInNull(arguments[placeholder.position()]))
                .map(placeholder -> '{' + placeholder.reference() + '}')
                .findFirst();
    }

    /**
     * Returns the id for a call with {@code arguments}, in declaration order.
     *
     * @throws CacheKeyException when a property cannot be read, or its value cannot take part in a key
     */
    public String id(@Nullable Object[] arguments) {
        return id(arguments, null);
    }

    /**
     * Returns the ids for a call with {@code arguments}, in declaration order: one for each element, or the one there is.
     *
     * @throws CacheKeyException when a property cannot be read, or its value cannot take part in a key
     */
    public List<String> ids(@Nullable Object[] arguments) {
        for (Placeholder placeholder : placeholders) {
            if (placeholder.each()) {
                List<String> ids = new ArrayList<>();
                Elements.of(arguments[placeholder.position()]).forEach(element -> ids.add(id(arguments, element)));
                return ids;
            }
        }
        return List.of(id(arguments));
    }

    private String id(@Nullable Object[] arguments, @Nullable Object element) {
        StringBuilder id = new StringBuilder(32).append(literals.get(0));
        for (int i = 0; i < placeholders.size(); i++) {
            Placeholder placeholder = placeholders.get(i);
            placeholder.path().append(id, placeholder.each() ? element : arguments[placeholder.position()]);
            id.append(literals.get(i + 1));
        }
        return id.toString();
    }
}
