// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares a value with what came back, part by part: the classes, and what {@code equals} says where it says anything.
 * It says nothing where two copies that were read from the same bytes differ by it.
 */
final class Likeness {
    private final boolean standard;

    /** @param standard whether JSON-B runs with Cachex's own configuration, so that its rules for beans are known */
    Likeness(boolean standard) {
        this.standard = standard;
    }

    /** Returns where and how {@code back} differs, and the remedy, as what follows the name of the value's class. */
    Optional<String> difference(
            @Nullable Object value, @Nullable Object back, @Nullable Object again, @Nullable Object json) {
        if (value == null || back == null || again == null) {
            return value == back
                    ? Optional.empty()
                    : Optional.of(": was there and came back as null; " + Remedies.WRITABLE);
        }
        if (value instanceof Optional<?> one && back instanceof Optional<?> two && again instanceof Optional<?> three) {
            return difference(one.orElse(null), two.orElse(null), three.orElse(null), json);
        }
        if (value instanceof Map<?, ?> one && back instanceof Map<?, ?> two && again instanceof Map<?, ?> three) {
            return maps(one, two, three, json);
        }
        if (value instanceof Set<?> one && back instanceof Set<?> two) {
            return sets(one, two, again);
        }
        if (isSequence(value) && isSameKind(value, back)) {
            return sequences(sequence(value), sequence(back), sequence(again), json);
        }
        if (value.getClass() != back.getClass()) {
            return Optional.of(": came back as " + back.getClass().getTypeName()
                    + ", since JSON-B goes by the declared type; " + Remedies.NAMED);
        }
        return beans(value, back, again, json)
                .or(() -> back.equals(again) && !value.equals(back)
                        ? Optional.of(": came back as one that is not equal; " + Remedies.WRITABLE)
                        : Optional.empty());
    }

    private Optional<String> maps(Map<?, ?> value, Map<?, ?> back, Map<?, ?> again, @Nullable Object json) {
        if (value.size() != back.size()
                || back.keySet().equals(again.keySet()) && !value.keySet().equals(back.keySet())) {
            return Optional.of(": its keys came back different; use keys of type String, and none that is null");
        }
        for (Map.Entry<?, ?> entry : value.entrySet()) {
            Object key = entry.getKey();
            if (back.containsKey(key)) {
                Object member = json instanceof Map<?, ?> members ? members.get(String.valueOf(key)) : null;
                Optional<String> difference = difference(entry.getValue(), back.get(key), again.get(key), member)
                        .map(within(" (a value in it)"));
                if (difference.isPresent()) {
                    return difference;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> sets(Set<?> value, Set<?> back, Object again) {
        boolean alike = classes(value).equals(classes(back)) && (value.equals(back) || !back.equals(again));
        return alike
                ? Optional.empty()
                : Optional.of(": its elements came back different; declare their class, make them records or give them"
                        + " setters, or use another serializer");
    }

    private static List<String> classes(Collection<?> elements) {
        return elements.stream()
                .map(element -> element == null ? "null" : element.getClass().getName())
                .sorted()
                .toList();
    }

    private Optional<String> sequences(
            Collection<?> value, Collection<?> back, Collection<?> again, @Nullable Object json) {
        if (value.size() != back.size()) {
            return Optional.of(": came back with another number of elements; use another type or serializer");
        }
        Iterator<?> backs = back.iterator();
        Iterator<?> agains = again.iterator();
        Iterator<?> members = json instanceof List<?> list && list.size() == value.size() ? list.iterator() : null;
        for (Object element : value) {
            Object member = members == null ? null : members.next();
            Optional<String> difference =
                    difference(element, backs.next(), agains.next(), member).map(within(" (an element of it)"));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static java.util.function.UnaryOperator<String> within(String where) {
        return difference -> where + difference;
    }

    private Optional<String> beans(Object value, Object back, Object again, @Nullable Object json) {
        Class<?> type = value.getClass();
        if (!Beans.isBean(type) || !(json instanceof Map<?, ?> members)) {
            return Optional.empty();
        }
        if (members.isEmpty() && Beans.hasFields(type)) {
            return Optional.of(": is written as {}, although it has fields; " + Remedies.WRITABLE + ", with getters");
        }
        List<String> unsettable = standard ? Beans.unsettable(type) : List.of();
        if (!unsettable.isEmpty()) {
            return Optional.of(
                    ": nothing sets " + String.join(", ", unsettable) + " when it is read back; " + Remedies.WRITABLE);
        }
        for (Map.Entry<String, Method> reader : Beans.readers(type).entrySet()) {
            if (members.containsKey(reader.getKey())) {
                Optional<String> difference =
                        property(reader.getValue(), value, back, again, members.get(reader.getKey()));
                if (difference.isPresent()) {
                    return difference.map(within("." + reader.getKey()));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> property(Method reader, Object value, Object back, Object again, @Nullable Object json) {
        try {
            reader.setAccessible(true);
            return difference(reader.invoke(value), reader.invoke(back), reader.invoke(again), json);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Not ours to open, or it throws: what was written and rewritten is compared all the same.
            return Optional.empty();
        }
    }

    private static boolean isSameKind(Object value, Object back) {
        return value instanceof Collection<?>
                ? back instanceof Collection<?> && value instanceof Set<?> == back instanceof Set<?>
                : value.getClass() == back.getClass();
    }

    private static boolean isSequence(Object value) {
        return value instanceof Collection<?> || value.getClass().isArray();
    }

    private static Collection<?> sequence(Object value) {
        if (value instanceof Collection<?> collection) {
            return collection;
        }
        List<@Nullable Object> elements = new ArrayList<>();
        IntStream.range(0, Array.getLength(value)).forEach(i -> elements.add(Array.get(value, i)));
        return elements;
    }
}
