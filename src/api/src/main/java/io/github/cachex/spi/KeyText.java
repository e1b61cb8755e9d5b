// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.CacheKeyException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes arguments as the text of a key, so that distinct arguments never share a text.
 *
 * <p>Letters, digits and {@code - _ .} stand for themselves; everything else is {@code %} and its code in hexadecimal.
 * Marks for what a text cannot say ({@code %N} null, {@code %l(…)} a list) are {@code %} and a character that is no upper
 * case hexadecimal digit, so no argument can imitate one. The characters {@code ( ) ~ , =} occur in marks alone.
 */
public final class KeyText {
    private KeyText() {}

    /** Returns whether arguments of {@code type} can take part in a key: whether all its values say what they are. */
    public static boolean isValueType(Class<?> type) {
        return type.isPrimitive() && type != void.class
                || isPlain(type)
                || type.isEnum()
                || type.isRecord()
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || type == Optional.class;
    }

    private static boolean isPlain(Class<?> type) {
        return type == String.class
                || type == Character.class
                || type == Boolean.class
                || isInteger(type)
                || type == Double.class
                || type == Float.class
                || type == BigDecimal.class
                || type == UUID.class
                || type == URI.class
                || type == Locale.class
                || type == Currency.class
                || java.time.temporal.Temporal.class.isAssignableFrom(type)
                        && type.getName().startsWith("java.time.")
                || java.time.temporal.TemporalAmount.class.isAssignableFrom(type)
                        && type.getName().startsWith("java.time.")
                || java.time.ZoneId.class.isAssignableFrom(type);
    }

    private static boolean isInteger(Class<?> type) {
        return type == Integer.class
                || type == Long.class
                || type == Short.class
                || type == Byte.class
                || type == BigInteger.class;
    }

    /**
     * Appends {@code value} where nothing is known of its type: whole numbers and texts stand plainly (a text that reads
     * like a whole number is marked), every other type says what it is.
     *
     * @throws CacheKeyException when its type is no value type
     */
    public static void append(StringBuilder out, @Nullable Object value) {
        if (value == null) {
            out.append("%N");
        } else if (value instanceof String text) {
            if (looksWhole(text)) {
                out.append("%s");
            }
            escape(out, text);
        } else if (isInteger(value.getClass())) {
            out.append(value);
        } else if (isPlain(value.getClass())) {
            out.append("%c").append(value.getClass().getSimpleName()).append('~');
            escape(out, value.toString());
        } else {
            appendStructure(out, value);
        }
    }

    /**
     * Appends {@code value} where its type is known to be {@code declared}: if all values of that type are of one plain
     * class, it stands without a mark.
     *
     * @throws CacheKeyException when its type is no value type
     */
    public static void append(StringBuilder out, Class<?> declared, @Nullable Object value) {
        if (value instanceof Enum<?> constant && declared.isEnum()) {
            escape(out, constant.name());
        } else if (value != null && (declared.isPrimitive() || declared == value.getClass() && isPlain(declared))) {
            escape(out, value.toString());
        } else {
            append(out, value);
        }
    }

    private static boolean looksWhole(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        if (start == text.length()) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static void appendStructure(StringBuilder out, Object value) {
        if (value instanceof Enum<?> constant) {
            out.append("%e");
            escape(out, constant.getDeclaringClass().getName());
            out.append('~');
            escape(out, constant.name());
        } else if (value instanceof Record structure) {
            out.append("%r");
            escape(out, structure.getClass().getName());
            appendAll(out, components(structure));
        } else if (value instanceof Optional<?> optional) {
            out.append("%o");
            appendAll(out, optional.isPresent() ? List.of(optional.get()) : List.of());
        } else if (value instanceof Map<?, ?> map) {
            out.append("%m(");
            List<String> pairs = new ArrayList<>();
            map.forEach((key, mapped) -> pairs.add(text(key) + "=" + text(mapped)));
            pairs.sort(null);
            out.append(String.join(",", pairs)).append(')');
        } else if (value instanceof Set<?> set) {
            out.append("%z(");
            List<String> members = new ArrayList<>();
            set.forEach(member -> members.add(text(member)));
            members.sort(null);
            out.append(String.join(",", members)).append(')').append(set.size());
        } else if (value instanceof Collection<?> collection) {
            out.append("%l");
            appendAll(out, collection);
        } else {
            throw new CacheKeyException(
                    "an argument of type " + value.getClass().getName()
                            + " cannot take part in a key: its text does not say what it is; use a record, a string, a number, an"
                            + " enum, a java.time type, a UUID or a collection of them, or give the id with a template"
                            + (value.getClass().isArray() ? " (a List instead of an array)" : ""));
        }
    }

    private static void appendAll(StringBuilder out, Collection<?> members) {
        out.append('(');
        String separator = "";
        for (Object member : members) {
            out.append(separator);
            append(out, member);
            separator = ",";
        }
        out.append(')').append(members.size());
    }

    private static String text(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    private static List<@Nullable Object> components(Record structure) {
        List<@Nullable Object> values = new ArrayList<>();
        for (RecordComponent component : structure.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                values.add(component.getAccessor().invoke(structure));
            } catch (ReflectiveOperationException | RuntimeException e) {
                throw new CacheKeyException("component '" + component.getName() + "' of record "
                        + structure.getClass().getName() + " cannot be read for a key (" + e
                        + "); open its package to io.github.cachex.api, or give the id with a template");
            }
        }
        return values;
    }

    /** Appends {@code text} with every character escaped that does not stand for itself. */
    public static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (isSafe(point)) {
                out.appendCodePoint(point);
            } else if (point < 0x100) {
                out.append('%').append(hex(point >> 4)).append(hex(point & 0xF));
            } else {
                out.append("%u")
                        .append(Integer.toHexString(point).toUpperCase(Locale.ROOT))
                        .append('~');
            }
        }
    }

    private static boolean isSafe(int point) {
        return point >= 'a' && point <= 'z'
                || point >= 'A' && point <= 'Z'
                || point >= '0' && point <= '9'
                || point == '-'
                || point == '_'
                || point == '.'
                || point > 0x7F && Character.isLetter(point);
    }

    private static char hex(int digit) {
        return "0123456789ABCDEF".charAt(digit);
    }

    /** Returns whether {@code literal}, standing between two arguments of a template, keeps them apart for ever. */
    public static boolean separates(String literal) {
        return literal.codePoints().anyMatch(point -> !isSafe(point) && "%()~,=".indexOf(point) < 0);
    }

    /** Returns the texts of {@code arguments}, joined so that distinct lists never share a text. */
    public static String join(@Nullable Object... arguments) {
        StringBuilder out = new StringBuilder();
        appendAll(out, Arrays.asList(arguments));
        return out.toString();
    }
}
