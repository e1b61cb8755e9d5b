// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.CacheKeyException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes arguments as the text of a key, so that distinct arguments never share a text. Whole numbers are one type here:
 * {@code 1} and {@code 1L} are the same argument.
 *
 * <p>Letters, digits and {@code - _ .} stand for themselves; everything else is {@code %} and its code in hexadecimal.
 * Marks for what a text cannot say ({@code %N} null, {@code %l(…)} a list) are {@code %} and a character that is no upper
 * case hexadecimal digit, so no argument can imitate one. The characters {@code ( ) ~ , =} occur in marks alone. No text
 * is empty, so that a structure shows how many it holds.
 */
public final class KeyText {
    private static final int DEEPEST = 100;
    private static final int LONGEST = 10_000_000;
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** What records are equal by: an accessor may be written by hand and show less. */
    private static final ClassValue<List<Field>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> components = new ArrayList<>();
            try {
                for (RecordComponent component : type.getRecordComponents()) {
                    Field field = type.getDeclaredField(component.getName());
                    field.setAccessible(true);
                    components.add(field);
                }
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException("every component of a record has its field", e);
            }
            return components;
        }
    };

    private KeyText() {}

    /** Returns whether arguments of {@code type} can take part in a key: whether all its values say what they are. */
    public static boolean isValueType(Class<?> type) {
        return type.isPrimitive() && type != void.class
                || isPlain(type)
                || type.isEnum()
                || type.isRecord()
                || type.isArray() && (type.getComponentType() == Object.class || isValueType(type.getComponentType()))
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
                || ZoneId.class.isAssignableFrom(type)
                || isTime(type);
    }

    // Only classes whose text says all: a Parsed of java.time.format, for one, does not.
    private static boolean isTime(Class<?> type) {
        return (TemporalAccessor.class.isAssignableFrom(type) || TemporalAmount.class.isAssignableFrom(type))
                && (type.getPackageName().equals("java.time")
                        || type.getPackageName().equals("java.time.chrono"))
                && !type.isEnum()
                && !type.isInterface();
    }

    private static boolean isInteger(Class<?> type) {
        return type == Integer.class
                || type == Long.class
                || type == Short.class
                || type == Byte.class
                || type == BigInteger.class;
    }

    /**
     * Appends {@code value} where nothing is known of its type: whole numbers, booleans, UUIDs and texts stand plainly (a
     * text that reads like one of the others is marked), every other type says what it is.
     *
     * @throws CacheKeyException when its type is no value type
     */
    public static void append(StringBuilder out, @Nullable Object value) {
        append(out, value, 0);
    }

    private static void append(StringBuilder out, @Nullable Object value, int depth) {
        if (value == null) {
            out.append("%N");
        } else if (value instanceof String text) {
            out.append(readsLikeAnotherType(text) ? "%s" : "");
            appendPlain(out, text);
        } else if (isInteger(value.getClass()) || value instanceof Boolean || value instanceof UUID) {
            out.append(value);
        } else if (isPlain(value.getClass())) {
            out.append("%c").append(value.getClass().getSimpleName()).append('~');
            appendPlain(out, value);
        } else {
            appendStructure(out, value, depth);
            checkLength(out);
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
            appendPlain(out, value);
        } else {
            append(out, value);
        }
    }

    private static void appendPlain(StringBuilder out, Object value) {
        int start = out.length();
        if (value instanceof Locale locale) {
            appendLocale(out, locale);
        } else {
            escape(out, value.toString());
        }
        // An empty text would make an empty id.
        out.append(out.length() == start ? "%s" : "");
    }

    // Locale.toString is empty without language and country, and mixes up variant and script.
    private static void appendLocale(StringBuilder out, Locale locale) {
        List<String> parts = new ArrayList<>(
                List.of(locale.getLanguage(), locale.getCountry(), locale.getVariant(), locale.getScript()));
        for (char key : locale.getExtensionKeys()) {
            parts.add(key + "-" + locale.getExtension(key));
        }
        String separators = "";
        for (String part : parts) {
            if (!part.isEmpty()) {
                escape(out.append(separators), part);
                separators = "";
            }
            separators += "~";
        }
    }

    private static boolean readsLikeAnotherType(String text) {
        return looksWhole(text)
                || text.equals("true")
                || text.equals("false")
                || text.length() == 36 && UUID_TEXT.matcher(text).matches();
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

    private static void appendStructure(StringBuilder out, Object value, int depth) {
        if (depth == DEEPEST) {
            throw new CacheKeyException("an argument nests deeper than " + DEEPEST
                    + ", or holds itself, so it cannot take part in a key; give the id with a template");
        }
        int below = depth + 1;
        if (value instanceof Enum<?> constant) {
            out.append("%e");
            escape(out, constant.getDeclaringClass().getName());
            out.append('~');
            escape(out, constant.name());
        } else if (value instanceof Record structure) {
            out.append("%r");
            escape(out, structure.getClass().getName());
            appendAll(out, components(structure), below);
        } else if (value instanceof Optional<?> optional) {
            out.append("%o");
            appendAll(out, optional.isPresent() ? List.of(optional.get()) : List.of(), below);
        } else if (value instanceof Map<?, ?> map) {
            out.append("%m(");
            List<String> pairs = new ArrayList<>();
            map.forEach((key, mapped) -> pairs.add(text(key, below) + "=" + text(mapped, below)));
            pairs.sort(null);
            out.append(String.join(",", pairs)).append(')');
        } else if (value instanceof Set<?> set) {
            out.append("%z(");
            List<String> members = new ArrayList<>();
            set.forEach(member -> members.add(text(member, below)));
            members.sort(null);
            out.append(String.join(",", members)).append(')');
        } else if (value instanceof Collection<?> collection) {
            out.append("%l");
            appendAll(out, collection, below);
        } else if (value.getClass().isArray()) {
            out.append("%a");
            appendAll(out, members(value), below);
        } else {
            throw new CacheKeyException(
                    "an argument of type " + value.getClass().getName()
                            + " cannot take part in a key: its text does not say what it is; use a record, a string, a number, an"
                            + " enum, a java.time type, a UUID or a collection of them, or give the id with a template");
        }
    }

    private static void appendAll(StringBuilder out, Collection<?> members, int depth) {
        out.append('(');
        String separator = "";
        for (Object member : members) {
            out.append(separator);
            append(out, member, depth);
            checkLength(out);
            separator = ",";
        }
        out.append(')');
    }

    /** Lists that share each other are small, and their text need not end. */
    private static void checkLength(StringBuilder out) {
        if (out.length() > LONGEST) {
            throw new CacheKeyException("an argument has a text of more than " + LONGEST
                    + " characters, so it cannot take part in a key; give the id with a template");
        }
    }

    private static List<@Nullable Object> members(Object array) {
        List<@Nullable Object> members = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            members.add(Array.get(array, i));
        }
        return members;
    }

    private static String text(@Nullable Object value, int depth) {
        StringBuilder out = new StringBuilder();
        append(out, value, depth);
        return out.toString();
    }

    private static List<@Nullable Object> components(Record structure) {
        List<@Nullable Object> values = new ArrayList<>();
        try {
            for (Field component : COMPONENTS.get(structure.getClass())) {
                values.add(component.get(structure));
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new CacheKeyException("record " + structure.getClass().getName() + " cannot be read for a key ("
                    + (e.getCause() == null ? e : e.getCause())
                    + "); open its package to io.github.cachex.api, or give the id with a template");
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

    // Ranges, not Character.isLetter: that one knows more letters with each JDK, and two JDKs must make the same key.
    private static boolean isSafe(int point) {
        return point >= 'a' && point <= 'z'
                || point >= 'A' && point <= 'Z'
                || point >= '0' && point <= '9'
                || point == '-'
                || point == '_'
                || point == '.'
                || point >= 0xC0 && point <= 0x24F && point != 0xD7 && point != 0xF7 // Latin
                || point >= 0x391 && point <= 0x3C9 // Greek
                || point >= 0x400 && point <= 0x481 // Cyrillic
                || point >= 0x3041 && point <= 0x3096 // Hiragana
                || point >= 0x30A1 && point <= 0x30FA // Katakana
                || point >= 0x4E00 && point <= 0x9FA5 // Han
                || point >= 0xAC00 && point <= 0xD7A3; // Hangul
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
        appendAll(out, Arrays.asList(arguments), 0);
        return out.toString();
    }
}
