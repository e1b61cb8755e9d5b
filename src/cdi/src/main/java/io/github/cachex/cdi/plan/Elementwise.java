// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.core.key.Elements;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a method is given elements, and in what their values are. Immutable. */
public final class Elementwise {
    private final String method;
    private final int position;
    private final boolean isMap;
    private final ReturnShape shape;

    /**
     * Creates that of the {@code method} of that name.
     *
     * @param position of the argument that holds the elements; the number of arguments where what is stored holds them
     * @param isMap whether the values are in a map; otherwise, in a list in the order of the elements
     * @param shape how each value is handed out, and whether an argument holds them
     */
    Elementwise(String method, int position, boolean isMap, ReturnShape shape) {
        this.method = method;
        this.position = position;
        this.isMap = isMap;
        this.shape = shape;
    }

    /** Returns whether a call with {@code arguments} has what holds the elements. */
    public boolean areGiven(@Nullable Object[] arguments) {
        return isOfStored(arguments) || arguments[position] != null;
    }

    /** Returns whether it is what is stored, unless that is an argument, that holds the elements of a call with {@code arguments}. */
    public boolean isOfStored(@Nullable Object[] arguments) {
        return position == arguments.length;
    }

    /** Returns what holds the values that a call with {@code arguments} stores, after it answered {@code result}. */
    public @Nullable Object stored(@Nullable Object result, @Nullable Object[] arguments) {
        return shape.storedArgument().isPresent()
                ? arguments[shape.storedArgument().getAsInt()]
                : result;
    }

    /** Returns the elements that {@code arguments} hold, in order. */
    public List<@Nullable Object> in(@Nullable Object[] arguments) {
        return Elements.of(arguments[position]);
    }

    /** Returns {@code arguments} with {@code element} in the place of what holds it. */
    public @Nullable Object[] of(@Nullable Object[] arguments, @Nullable Object element) {
        return isOfStored(arguments) ? arguments : with(arguments, element);
    }

    private @Nullable Object[] with(@Nullable Object[] arguments, @Nullable Object holder) {
        @Nullable Object[] changed = Arrays.copyOf(arguments, arguments.length, Object[].class);
        changed[position] = holder;
        return changed;
    }

    /** Returns {@code arguments} with {@code elements} instead of those in them: in an array, set or list of their own. */
    public @Nullable Object[] with(@Nullable Object[] arguments, Collection<? extends @Nullable Object> elements) {
        return with(arguments, holder(arguments[position], elements));
    }

    private static Object holder(@Nullable Object before, Collection<? extends @Nullable Object> elements) {
        if (before == null || !before.getClass().isArray()) {
            return before instanceof Set<?> ? new LinkedHashSet<>(elements) : new ArrayList<>(elements);
        }
        Object array = Array.newInstance(before.getClass().getComponentType(), elements.size());
        int i = 0;
        for (Object element : elements) {
            Array.set(array, i++, element);
        }
        return array;
    }

    /**
     * Returns the values that {@code holder} has, which are the elements as well.
     *
     * @throws IllegalStateException when it is null
     */
    public List<@Nullable Object> values(@Nullable Object holder) {
        if (holder == null) {
            throw new IllegalStateException(method + ": " + unlike(null, 0));
        }
        return Elements.of(holder);
    }

    /**
     * Returns the values of {@code elements}, in their order, that {@code holder} has: the content of each, null where there is none.
     *
     * @throws IllegalStateException when they cannot be matched
     */
    public List<@Nullable Object> values(@Nullable Object holder, List<? extends @Nullable Object> elements) {
        List<@Nullable Object> values = new ArrayList<>(elements.size());
        if (isMap && holder instanceof Map<?, ?> map) {
            elements.forEach(element -> values.add(ReturnShape.content(value(map, element))));
            return values;
        }
        if (!isMap && holder instanceof List<?> list && list.size() == elements.size()) {
            list.forEach(value -> values.add(ReturnShape.content(value)));
            return values;
        }
        throw new IllegalStateException(method + ": " + unlike(holder, elements.size()));
    }

    private static @Nullable Object value(Map<?, ?> map, @Nullable Object element) {
        if (element != null) {
            return map.get(element);
        }
        // Many maps throw where they are asked for null.
        return map.entrySet().stream()
                .filter(entry -> entry.getKey() == null)
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(null);
    }

    private String unlike(@Nullable Object holder, int asked) {
        String what = shape.storedArgument().isPresent() ? "the argument to store is " : "it returned ";
        if (holder instanceof List<?> list) {
            return what + "a list of " + list.size() + " where the elements are " + asked
                    + ", so that no value can be matched to its element; put null where an element has no value, or"
                    + " use a Map";
        }
        return what + "null; "
                + (isMap
                        ? "leave the elements that have no value out of the map"
                        : "put null into the list where an element has no value");
    }

    /** Returns {@code values}, those of {@code elements} in their order, as the method answers them. */
    public Object answer(List<? extends @Nullable Object> elements, List<? extends @Nullable Object> values) {
        if (!isMap) {
            List<@Nullable Object> list = new ArrayList<>(values.size());
            values.forEach(value -> list.add(shape.returned(value)));
            return list;
        }
        Map<@Nullable Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            Object value = shape.returned(values.get(i));
            if (value != null) {
                map.put(elements.get(i), value);
            }
        }
        return map;
    }
}
