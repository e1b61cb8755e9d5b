// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.MessageText;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes durations as people configure them: {@code PT5M}, {@code 5m}, {@code 1h30m}, {@code 1 day}, {@code never}. */
public final class Durations {
    /** Stands for "never ends". Compare with {@link #isForever}. */
    public static final Duration FOREVER = Duration.ofDays(365_000);

    /** Nobody writes as much, and what nobody writes is not worth the time of reading it. */
    private static final int MOST = 100;

    private static final String REMEDY = "; write for example 500ms, 5m, 1h30m, 1 day, PT5M or never";
    private static final Pattern PART = Pattern.compile("\\s*(\\d+)\\s*([a-z]+)\\s*");
    private static final Map<String, Duration> UNITS = Map.ofEntries(
            Map.entry("ms", Duration.ofMillis(1)),
            Map.entry("milli", Duration.ofMillis(1)),
            Map.entry("millisecond", Duration.ofMillis(1)),
            Map.entry("s", Duration.ofSeconds(1)),
            Map.entry("sec", Duration.ofSeconds(1)),
            Map.entry("second", Duration.ofSeconds(1)),
            Map.entry("m", Duration.ofMinutes(1)),
            Map.entry("min", Duration.ofMinutes(1)),
            Map.entry("minute", Duration.ofMinutes(1)),
            Map.entry("h", Duration.ofHours(1)),
            Map.entry("hour", Duration.ofHours(1)),
            Map.entry("d", Duration.ofDays(1)),
            Map.entry("day", Duration.ofDays(1)),
            Map.entry("w", Duration.ofDays(7)),
            Map.entry("week", Duration.ofDays(7)));

    private Durations() {}

    /**
     * Returns the duration that {@code text} says. A number other than 0 needs a unit, since some would take it for seconds and
     * others for milliseconds; words may be plural and apart from their number; case does not matter. Nothing above
     * {@link #FOREVER} is told apart from it.
     *
     * @throws IllegalArgumentException when it is no duration, with problem and remedy
     */
    public static Duration parse(String text) {
        if (text.length() > MOST) {
            throw new IllegalArgumentException(
                    "has " + text.length() + " characters, more than the " + MOST + " of a duration" + REMEDY);
        }
        String plain = text.strip().toLowerCase(Locale.ROOT);
        if (plain.isEmpty()) {
            throw new IllegalArgumentException("is empty, not a duration" + REMEDY);
        }
        if (plain.equals("never") || plain.equals("forever")) {
            return FOREVER;
        }
        if (plain.startsWith("-")) {
            throw new IllegalArgumentException("is negative, not a duration" + REMEDY);
        }
        try {
            return checked(plain.startsWith("p") ? Duration.parse(plain) : words(plain));
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("not a duration" + REMEDY, e);
        }
    }

    private static Duration words(String plain) {
        if (plain.chars().allMatch(c -> c >= '0' && c <= '9')) {
            if (plain.chars().allMatch(c -> c == '0')) {
                return Duration.ZERO;
            }
            throw new IllegalArgumentException("is a number without a unit, not a duration; write for example " + plain
                    + "s for seconds or " + plain + "ms for milliseconds");
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(plain);
        int at = 0;
        while (at < plain.length() && part.region(at, plain.length()).lookingAt()) {
            sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
            at = part.end();
        }
        if (at < plain.length()) {
            throw new IllegalArgumentException("not a duration" + REMEDY);
        }
        return sum;
    }

    private static Duration unit(String name) {
        Duration unit = UNITS.get(name);
        if (unit == null && name.length() > 2 && name.endsWith("s")) {
            unit = UNITS.get(name.substring(0, name.length() - 1));
        }
        if (unit == null) {
            throw new IllegalArgumentException(
                    "not a duration: unknown unit '" + MessageText.line(name) + "'" + REMEDY);
        }
        return unit;
    }

    private static Duration checked(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("is negative, not a duration" + REMEDY);
        }
        return bounded(duration);
    }

    /** Returns {@code duration}, or {@link #FOREVER} in place of what is longer, such as that of {@code ChronoUnit.FOREVER}. */
    public static Duration bounded(Duration duration) {
        return isForever(duration) ? FOREVER : duration;
    }

    /** Returns whether {@code duration} stands for "never ends". */
    public static boolean isForever(Duration duration) {
        return duration.compareTo(FOREVER) >= 0;
    }

    /** Returns {@code duration} as {@link #parse} reads it: {@code 5m}, {@code 1h30m}, {@code 250ms}, {@code never}. */
    public static String text(Duration duration) {
        if (isForever(duration)) {
            return "never";
        }
        if (duration.isNegative()) {
            return "-" + text(duration.negated());
        }
        if (duration.toNanosPart() % 1_000_000 != 0) {
            return duration.toString();
        }
        StringBuilder out = new StringBuilder();
        append(out, duration.toDays(), "d");
        append(out, duration.toHoursPart(), "h");
        append(out, duration.toMinutesPart(), "m");
        append(out, duration.toSecondsPart(), "s");
        append(out, duration.toMillisPart(), "ms");
        return out.length() == 0 ? "0ms" : out.toString();
    }

    private static void append(StringBuilder out, long count, String unit) {
        if (count > 0) {
            out.append(count).append(unit);
        }
    }
}
