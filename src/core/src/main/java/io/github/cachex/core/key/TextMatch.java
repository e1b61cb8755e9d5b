// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import io.github.cachex.spi.KeyText;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What the texts in keys of two declared types have in common. Where a type leaves open what comes, {@link KeyText} says with the
 * value of which type it is; where the type says it, the value stands alone.
 */
public enum TextMatch {
    /** As far as is known, a value that both types admit has the same text under both. */
    SAME,
    /** A value that both types admit may have another text under each. */
    OTHER,
    /** No value of the one type has the text of a value of the other. */
    NONE;

    /** What texts begin with. */
    private enum Mark {
        /** A value alone, or one whose text is the same whatever is known of its type. */
        PLAIN,
        RECORD,
        OPTIONAL,
        ARRAY,
        MAP,
        SET,
        LIST,
        /** The name of a plain value's type. */
        TYPE
    }

    /** Written alike whatever is known of their type. */
    private static final List<Class<?>> UNMARKED =
            List.of(Integer.class, Long.class, Short.class, Byte.class, BigInteger.class, Boolean.class, UUID.class);

    /** Returns how the texts of values declared as {@code one} and as {@code other} compare, in either order. */
    public static TextMatch of(Class<?> one, Class<?> other) {
        Class<?> first = boxed(one);
        Class<?> second = boxed(other);
        if (first == second) {
            return SAME;
        }
        if (isMarkedWithin(first, second) || isMarkedWithin(second, first)) {
            return OTHER;
        }
        boolean records = first.isRecord() || second.isRecord();
        boolean apart = records && !first.isAssignableFrom(second) && !second.isAssignableFrom(first)
                || disjoint(marks(first), marks(second));
        return apart ? NONE : SAME;
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    /** Returns whether values of {@code type} stand alone, and say their type where they are declared as {@code open}. */
    private static boolean isMarkedWithin(Class<?> type, Class<?> open) {
        return stands(type) && !UNMARKED.contains(type) && open.isAssignableFrom(type);
    }

    /** Returns whether all values of {@code type} are of one class, so that they stand without a mark. */
    private static boolean stands(Class<?> type) {
        boolean structure = type.isRecord()
                || type.isArray()
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || type == Optional.class;
        return KeyText.isValueType(type) && !structure && (type.isEnum() || !Modifier.isAbstract(type.getModifiers()));
    }

    private static boolean disjoint(Set<Mark> some, Set<Mark> others) {
        return some.stream().noneMatch(others::contains);
    }

    private static Set<Mark> marks(Class<?> type) {
        if (stands(type)) {
            return EnumSet.of(Mark.PLAIN);
        } else if (type.isRecord()) {
            return EnumSet.of(Mark.RECORD);
        } else if (type == Optional.class) {
            return EnumSet.of(Mark.OPTIONAL);
        } else if (type.isArray()) {
            return EnumSet.of(Mark.ARRAY);
        } else if (Map.class.isAssignableFrom(type)) {
            return EnumSet.of(Mark.MAP);
        } else if (Set.class.isAssignableFrom(type)) {
            return EnumSet.of(Mark.SET);
        } else if (Collection.class.isAssignableFrom(type)) {
            return type.isAssignableFrom(Set.class) ? EnumSet.of(Mark.LIST, Mark.SET) : EnumSet.of(Mark.LIST);
        }
        Set<Mark> open = EnumSet.allOf(Mark.class);
        if (Stream.concat(Stream.of(String.class), UNMARKED.stream()).noneMatch(type::isAssignableFrom)) {
            open.remove(Mark.PLAIN);
        }
        return open;
    }
}
