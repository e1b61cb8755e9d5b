// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of a value with what was read back, as callers see both: by class, by elements and their order, by comparator, and by
 * what public accessors, public fields and {@code equals} show. What nobody can see may differ. Immutable, thread-safe.
 *
 * <p>An unmodifiable list may come back as another list, and a {@code HashMap} in another order. {@code equals} says nothing where two
 * copies that were read from the same bytes differ by it.
 */
public final class RoundTripComparison {
    /** What is said where properties that a serializer leaves out are missed. */
    public static final String LEFT_OUT_REMEDY =
            "let it be stored, use another serializer, or allow it by @CachexAllow(\"left-out\") or cachex.allow=left-out";

    private final Rules rules;
    private final boolean leftOutAllowed;

    private RoundTripComparison(Rules rules, boolean leftOutAllowed) {
        this.rules = rules;
        this.leftOutAllowed = leftOutAllowed;
    }

    /** Returns a comparison by the {@code rules} of a serializer. */
    public static RoundTripComparison by(Rules rules) {
        return new RoundTripComparison(rules, false);
    }

    /** Returns one for which the loss of what the serializer leaves out by its rules is no difference. */
    public RoundTripComparison allowingLeftOut() {
        return new RoundTripComparison(rules, true);
    }

    /** What a serializer does with classes, whatever their objects hold. Thread-safe. */
    public interface Rules {
        /** Returns whether {@code field} is never written; transient fields unless said otherwise. */
        default boolean leavesOut(Field field) {
            return Modifier.isTransient(field.getModifiers());
        }

        /** Returns why no object of {@code type} is to be stored, with the remedy; empty where nothing speaks against it. */
        default Optional<String> objection(Class<?> type) {
            return Optional.empty();
        }
    }

    /**
     * Returns how what {@code reader} reads differs from {@code value}; empty where it does not.
     *
     * @param type what the value is declared as
     * @param reader reads another copy of the value each time; what it throws is thrown
     */
    public Optional<Difference> difference(Object value, Type type, Supplier<?> reader) {
        Object back = reader.get();
        ValueComparison comparison = new ValueComparison(rules, leftOutAllowed);
        try {
            Difference found = comparison.compare(value, back, type);
            if (found == null && comparison.hasDoubts()) {
                found = comparison.confirmedBy(back, reader.get(), type);
            }
            return Optional.ofNullable(found);
        } catch (StackOverflowError e) {
            return Optional.of(new Difference(Kind.DEPTH, "", "is nested too deep to be compared"));
        }
    }

    /** What differs. */
    public enum Kind {
        /** What the rules of the serializer have against the class; the text goes on with the remedy. */
        OBJECTION,
        /** The class, or the kind of a collection. */
        CLASS,
        /** A number, a text or another plain value. */
        VALUE,
        /** Something became null, or was null and is not any more. */
        NULL,
        /** The number of elements. */
        SIZE,
        /** The keys of a map. */
        KEYS,
        /** The elements of a set. */
        ELEMENTS,
        /** The order of a map or set that has one. */
        ORDER,
        /** The comparator of a sorted map or set, or of a queue. */
        COMPARATOR,
        /** A property that the serializer leaves out by its rules. */
        LEFT_OUT,
        /** What {@code equals} says. */
        EQUALS,
        /** Nothing that is known: the class says too little to compare its objects. */
        UNKNOWN,
        /** Nothing that is known: there are too many objects within each other. */
        DEPTH
    }

    /**
     * What differs, where and how.
     *
     * @param where the way to it from the value, such as {@code .author (an element of it)}; empty for the value itself
     * @param what what follows the colon of a message, such as {@code came back as java.util.ArrayList}
     */
    public record Difference(Kind kind, String where, String what) {
        private static final int LONGEST_WAY = 200;

        /** Returns a message that names the class of {@code value}, the place, the difference and the {@code remedy}. */
        public String message(Object value, @Nullable String remedy) {
            String way = where.length() > LONGEST_WAY ? where.substring(0, LONGEST_WAY) + " …" : where;
            return value.getClass().getTypeName() + way + ": " + what + (remedy == null ? "" : "; " + remedy);
        }
    }
}
