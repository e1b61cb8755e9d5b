// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.spi.RoundTripComparison.Difference;
import io.github.cachex.spi.RoundTripComparison.Kind;
import io.github.cachex.spi.RoundTripComparison.Rules;
import io.github.cachex.spi.VisibleState.Property;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One run of a comparison: goes through a value and its copy side by side. For one thread. */
final class ValueComparison {
    private final Rules rules;
    private final boolean leftOutAllowed;
    /** What was compared already, with what: values may hold themselves. */
    private final IdentityHashMap<Object, Object> compared = new IdentityHashMap<>(4);
    /** Where equals said no though nothing that can be seen differs. */
    private final Map<Long, Difference> doubts = new LinkedHashMap<>();

    private final StringBuilder where = new StringBuilder();
    private long place = 1;
    private boolean toleratedLoss;

    ValueComparison(Rules rules, boolean leftOutAllowed) {
        this.rules = rules;
        this.leftOutAllowed = leftOutAllowed;
    }

    boolean hasDoubts() {
        return !doubts.isEmpty();
    }

    /** Returns a doubt that does not arise between two copies as well: there equals says nothing. */
    @Nullable
    Difference confirmedBy(Object back, Object again, Type type) {
        ValueComparison copies = new ValueComparison(rules, leftOutAllowed);
        if (copies.compare(back, again, type) != null) {
            return null;
        }
        return doubts.entrySet().stream()
                .filter(doubt -> !copies.doubts.containsKey(doubt.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Returns how {@code back} differs from {@code value}; null where it does not. */
    @Nullable
    Difference compare(@Nullable Object value, @Nullable Object back, @Nullable Type declared) {
        if (value == back) {
            return null;
        }
        if (value == null || back == null) {
            return found(
                    Kind.NULL,
                    value == null ? "was null and came back as something" : "was there and came back as null");
        }
        if (PlainValues.isPlain(value)) {
            return plain(value, back);
        }
        Object before = compared.put(value, back);
        if (before == back) {
            return null;
        }
        Difference difference = parts(value, back, declared);
        if (difference != null) {
            compared.remove(value);
        }
        return difference;
    }

    /** Compares parts, whose place is called {@code label}. */
    @Nullable
    Difference within(String label, int step, @Nullable Object value, @Nullable Object back, @Nullable Type declared) {
        if (value == back) {
            return null;
        }
        int length = where.length();
        long outside = place;
        where.append(label);
        place = 31 * place + label.hashCode() + step;
        try {
            return compare(value, back, declared);
        } finally {
            where.setLength(length);
            place = outside;
        }
    }

    Difference found(Kind kind, String what) {
        return new Difference(kind, where.toString(), what);
    }

    private @Nullable Difference plain(Object value, Object back) {
        if (value.getClass() != back.getClass() && !(value instanceof Enum<?> && back instanceof Enum<?>)) {
            return cameBackAs(back);
        }
        return value.equals(back) ? null : found(Kind.VALUE, "came back different");
    }

    Difference cameBackAs(Object back) {
        return found(Kind.CLASS, "came back as " + back.getClass().getTypeName());
    }

    private @Nullable Difference parts(Object value, Object back, @Nullable Type declared) {
        if (value instanceof Optional<?> one && back instanceof Optional<?> two) {
            return within("", 0, one.orElse(null), two.orElse(null), DeclaredTypes.argument(declared, 0));
        }
        if (value instanceof AtomicReference<?> one && back instanceof AtomicReference<?> two) {
            return within("", 0, one.get(), two.get(), DeclaredTypes.argument(declared, 0));
        }
        if (value.getClass().isArray()) {
            return value.getClass() == back.getClass() ? arrays(value, back) : cameBackAs(back);
        }
        if (value instanceof Map<?, ?> || value instanceof Collection<?>) {
            Difference difference = new ContainerComparison(this).compare(value, back, declared);
            // A class of the application may show more than its elements.
            return difference == null && value.getClass() == back.getClass() && !VisibleState.isOfJdk(value.getClass())
                    ? objects(value, back)
                    : difference;
        }
        if (value instanceof Map.Entry<?, ?> one
                && back instanceof Map.Entry<?, ?> two
                && VisibleState.isOfJdk(value.getClass())) {
            Difference key = within(" (its key)", 0, one.getKey(), two.getKey(), DeclaredTypes.argument(declared, 0));
            return key != null
                    ? key
                    : within(" (its value)", 1, one.getValue(), two.getValue(), DeclaredTypes.argument(declared, 1));
        }
        if (value.getClass() != back.getClass()) {
            return cameBackAs(back);
        }
        return VisibleState.isOfJdk(value.getClass()) ? ofJdk(value, back) : objects(value, back);
    }

    private @Nullable Difference arrays(Object value, Object back) {
        int length = Array.getLength(value);
        if (length != Array.getLength(back)) {
            return found(Kind.SIZE, "came back with another number of elements");
        }
        Class<?> element = value.getClass().getComponentType();
        if (element.isPrimitive()) {
            return Objects.deepEquals(value, back) ? null : found(Kind.VALUE, "its elements came back different");
        }
        for (int i = 0; i < length; i++) {
            Difference difference = within(" (an element of it)", i, Array.get(value, i), Array.get(back, i), element);
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private @Nullable Difference ofJdk(Object value, Object back) {
        if (value instanceof Throwable) {
            return objects(value, back);
        }
        return switch (PlainValues.sameness(value, back)) {
            case SAME -> null;
            case DIFFERENT -> found(Kind.EQUALS, "came back as one that is not equal");
            case UNKNOWN -> found(Kind.UNKNOWN, "came back as an object that cannot be compared with it");
        };
    }

    private @Nullable Difference objects(Object value, Object back) {
        Optional<String> objection = rules.objection(value.getClass());
        if (objection.isPresent()) {
            return found(Kind.OBJECTION, objection.get());
        }
        VisibleState state = VisibleState.of(value.getClass());
        for (Property property : state.properties()) {
            Difference difference = property(property, value, back);
            if (difference != null) {
                return difference;
            }
        }
        boolean hidden = state.isOpaque();
        boolean hiddenLoss = false;
        for (Property property : state.hidden()) {
            if (property.mayDiffer(value, back)) {
                boolean lost = rules.leavesOut(property.field());
                hidden |= !(lost && leftOutAllowed);
                hiddenLoss |= lost;
            }
        }
        toleratedLoss |= hiddenLoss && leftOutAllowed;
        if (hidden) {
            for (Method accessor : state.otherAccessors()) {
                Difference difference = shown(accessor, value, back);
                if (difference != null && difference.kind() != Kind.UNKNOWN && isStable(accessor, value)) {
                    return hiddenLoss ? leftOut(difference) : difference;
                }
            }
        }
        return equality(state, value, back);
    }

    private @Nullable Difference property(Property property, Object value, Object back) {
        if (property.isSamePrimitive(value, back)) {
            return null;
        }
        if (leftOutAllowed && rules.leavesOut(property.field())) {
            toleratedLoss |= property.mayDiffer(value, back);
            return null;
        }
        Difference difference = property.isReadable()
                ? within(property.label(), 0, property.read(value), property.read(back), property.type())
                : found(Kind.UNKNOWN, "");
        if (difference == null) {
            return null;
        }
        boolean lost = rules.leavesOut(property.field());
        if (property.accessor() == null) {
            return lost ? leftOut(difference) : difference;
        }
        // The accessor may show something else than the field, such as a value that it makes when it is asked first.
        Difference shown = shown(property.accessor(), value, back);
        if (shown == null) {
            return null;
        }
        return lost ? leftOut(shown) : property.isReadable() ? difference : shown;
    }

    private static Difference leftOut(Difference difference) {
        return new Difference(Kind.LEFT_OUT, difference.where(), "is left out when it is stored");
    }

    private @Nullable Difference shown(Method accessor, Object value, Object back) {
        Object one;
        try {
            one = accessor.invoke(value);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // It throws for callers as well, or is not ours to call.
            return null;
        }
        Object two;
        String label = "." + VisibleState.property(accessor.getName());
        try {
            two = accessor.invoke(back);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return new Difference(Kind.VALUE, where + label, "cannot be read any more when it comes back");
        }
        return within(label, 0, one, two, accessor.getGenericReturnType());
    }

    /** Returns whether {@code accessor} shows the same when it is asked again: not the time, nor a new object each time. */
    private boolean isStable(Method accessor, Object value) {
        try {
            return new ValueComparison(rules, leftOutAllowed)
                            .compare(accessor.invoke(value), accessor.invoke(value), accessor.getGenericReturnType())
                    == null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    private @Nullable Difference equality(VisibleState state, Object value, Object back) {
        if (state.hasEquals() && !toleratedLoss && !isEqual(value, back)) {
            doubts.putIfAbsent(place, found(Kind.EQUALS, "came back as one that is not equal"));
        }
        return null;
    }

    private static boolean isEqual(Object value, Object back) {
        try {
            return value.equals(back);
        } catch (RuntimeException | StackOverflowError e) {
            // Callers cannot compare it either.
            return true;
        }
    }
}
