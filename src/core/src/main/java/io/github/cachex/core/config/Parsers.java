// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.error.MessageText;
import io.github.cachex.spi.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads configured texts. What cannot be read is an {@link IllegalArgumentException} that says "problem; remedy". */
final class Parsers {
    private static final Pattern SIZE =
            Pattern.compile("(\\d{1,15}) ?(bytes|B|KiB|MiB|GiB)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern CLASS_NAME = Pattern.compile(
            "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+(?:\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+)*+");
    private static final Map<String, Long> UNITS =
            Map.of("bytes", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);

    private static final int MOST_SHOWN = 200;

    private Parsers() {}

    /** Reads a duration from {@code min} to {@code max}, both included. */
    static Function<String, Duration> duration(Duration min, Duration max) {
        return text -> {
            Duration duration = Durations.parse(text);
            if (duration.compareTo(min) < 0) {
                throw new IllegalArgumentException(
                        duration.isZero() || min.compareTo(Duration.ofMillis(1)) == 0
                                ? "is not above zero; write at least " + Durations.text(min) + ", for example 5m"
                                : "is too short; write at least " + Durations.text(min));
            }
            if (duration.compareTo(max) > 0) {
                throw new IllegalArgumentException("is too long; write at most " + Durations.text(max));
            }
            return duration;
        };
    }

    /** Reads {@code true} or {@code false}. */
    static Boolean bool(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        throw new IllegalArgumentException("neither true nor false; write true or false");
    }

    /** Reads a share from 0 to {@code max}. */
    static Function<String, Double> share(double max) {
        return text -> {
            try {
                double share = Double.parseDouble(text);
                if (share >= 0 && share <= max) {
                    return share;
                }
            } catch (NumberFormatException e) {
                // Said below, as for a number out of range.
            }
            throw new IllegalArgumentException("not a share from 0 to " + max + "; write for example 0.1");
        };
    }

    /** Reads a share above {@code min} and below {@code max}. */
    static Function<String, Double> shareBetween(double min, double max) {
        return text -> {
            try {
                double share = Double.parseDouble(text);
                if (share > min && share < max) {
                    return share;
                }
            } catch (NumberFormatException e) {
                // Said below, as for a number out of range.
            }
            throw new IllegalArgumentException(
                    "not a share above " + min + " and below " + max + "; write for example 0.8");
        };
    }

    /** Reads {@code off}, or what {@code parser} reads. */
    static <T> Function<String, Optional<T>> orOff(Function<String, T> parser) {
        return text -> text.equalsIgnoreCase("off") ? Optional.empty() : Optional.of(parser.apply(text));
    }

    /** Reads a whole number from {@code min} to {@code max}. */
    static Function<String, Long> whole(long min, long max) {
        return text -> {
            try {
                return within(Long.parseLong(text), min, max, "write a number from " + min + " to " + max);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("not a whole number; write a number from " + min + " to " + max, e);
            }
        };
    }

    /** Reads a number of bytes from {@code min} to {@code max}: plain, or with the unit KiB, MiB or GiB. */
    static Function<String, Long> size(long min, long max) {
        return text -> {
            Matcher size = SIZE.matcher(text);
            if (!size.matches()) {
                throw new IllegalArgumentException("not a size; write for example 1MiB, 64KiB or a number of bytes");
            }
            String unit = size.group(2) == null ? "b" : size.group(2).toLowerCase(Locale.ROOT);
            try {
                long bytes = Math.multiplyExact(Long.parseLong(size.group(1)), UNITS.getOrDefault(unit, 1L));
                return within(bytes, min, max, "write a size from " + min + " to " + max + " bytes");
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("is out of range; write at most " + max + " bytes", e);
            }
        };
    }

    private static long within(long value, long min, long max, String remedy) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("is out of range; " + remedy);
        }
        return value;
    }

    /** Reads a constant of {@code type}, in any case, with dashes for underscores. */
    static <E extends Enum<E>> Function<String, E> constant(Class<E> type) {
        return text -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> written(constant).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not one of the known values; write "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Parsers::written)
                                .collect(Collectors.joining(" or "))));
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads names of classes, several after commas. */
    static Set<String> classNames(String text) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : text.isEmpty() ? List.<String>of() : List.of(text.split(",", -1))) {
            if (!CLASS_NAME.matcher(name.strip()).matches()) {
                throw new IllegalArgumentException(
                        "'" + MessageText.shown(name.strip(), MOST_SHOWN)
                                + "' is no name of a class; write names with their packages, such as com.acme.Audited, after commas");
            }
            names.add(name.strip());
        }
        return Set.copyOf(names);
    }

    /** Reads a part of a stored key: prefix, version or cache name. */
    static String keyPart(String text) {
        // With a colon or a brace inside a part, cache "a:b" id "c" would be cache "a" id "b:c".
        if (text.isEmpty()
                || text.codePoints()
                        .anyMatch(c -> "{}:\"".indexOf(c) >= 0
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.isISOControl(c)
                                || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException(
                    (text.isEmpty() ? "is empty" : "has a brace, a colon, a quote or a blank")
                            + "; write letters, digits, dashes, dots");
        }
        return text;
    }

    /** Returns why {@code name} can be no name of {@code what}, which is part of stored keys; empty if it can. */
    static Optional<String> nameProblem(String what, String name) {
        try {
            keyPart(name);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(what + " name=" + name + ": " + e.getMessage());
        }
    }
}
