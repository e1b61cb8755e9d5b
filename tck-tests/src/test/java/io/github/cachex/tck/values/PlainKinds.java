// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import static io.github.cachex.tck.values.Kind.constant;
import static io.github.cachex.tck.values.Kind.of;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** Values of the JDK that are of one piece, with what lies at the edge of each. */
final class PlainKinds {
    private PlainKinds() {}

    static List<Kind> all() {
        return java.util.stream.Stream.of(numbers(), texts(), times(), others(), arrays())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Kind> numbers() {
        return List.of(
                constant(Integer.class, 1, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE),
                constant(Long.class, 1L, 0L, Long.MIN_VALUE, Long.MAX_VALUE, 9_007_199_254_740_993L),
                constant(Short.class, (short) 1, Short.MIN_VALUE),
                constant(Byte.class, (byte) 1, Byte.MIN_VALUE),
                constant(Boolean.class, true, false),
                constant(
                        Double.class,
                        1.5,
                        0.0,
                        -0.0,
                        0.1 + 0.2,
                        Double.NaN,
                        Double.NEGATIVE_INFINITY,
                        Double.MIN_VALUE,
                        Double.MAX_VALUE,
                        1e21),
                constant(Float.class, 1.5f, 0.1f, -0.0f, 1f / 3, Float.NaN, Float.MAX_VALUE, Float.MIN_VALUE),
                constant(
                        BigDecimal.class,
                        new BigDecimal("1.5"),
                        new BigDecimal("1.00"),
                        new BigDecimal("0E-10"),
                        new BigDecimal("1E+3"),
                        new BigDecimal("1E-40"),
                        new BigDecimal("12345678901234567890.12345678901234567890"),
                        new BigDecimal("1E+400")),
                constant(BigInteger.class, BigInteger.ONE, BigInteger.TEN.pow(40), BigInteger.TWO.pow(63)),
                of("AtomicInteger", AtomicInteger.class, () -> new AtomicInteger(0), () -> new AtomicInteger(5)),
                of(
                        "AtomicReference",
                        AtomicReference.class,
                        () -> new AtomicReference<>("x"),
                        () -> new AtomicReference<>(5)),
                constant(OptionalInt.class, OptionalInt.of(5), OptionalInt.of(0)),
                constant(OptionalLong.class, OptionalLong.of(5), OptionalLong.of(Long.MAX_VALUE)),
                constant(OptionalDouble.class, OptionalDouble.of(5), OptionalDouble.of(Double.NaN)));
    }

    private static List<Kind> texts() {
        return List.of(
                constant(
                        String.class,
                        "x",
                        "",
                        "null",
                        "grün 絵 😀 \u0000\n\"",
                        "a\uD800b",
                        "2026-01-01",
                        "x".repeat(5_000)),
                constant(Character.class, 'x', '\u0000', 'ß', '\uD800', '"'),
                of("StringBuilder", StringBuilder.class, () -> new StringBuilder("x"), () -> new StringBuilder()),
                constant(UUID.class, new UUID(1, 2), new UUID(0, 0), new UUID(-1, -1)),
                constant(URI.class, URI.create("http://example.com/a?b=c"), URI.create(""), URI.create("urn:x")),
                constant(Locale.class, Locale.US, Locale.ROOT, Locale.forLanguageTag("zh-Hant-TW-u-ca-roc")),
                constant(Currency.class, Currency.getInstance("EUR")),
                constant(Pattern.class, Pattern.compile("a"), Pattern.compile("a", Pattern.CASE_INSENSITIVE)),
                constant(StandardCharsets.UTF_8.getClass().getSuperclass(), StandardCharsets.UTF_8));
    }

    private static List<Kind> times() {
        ZoneId paris = ZoneId.of("Europe/Paris");
        ZonedDateTime overlap = ZonedDateTime.of(2020, 10, 25, 2, 30, 0, 0, paris);
        return List.of(
                constant(
                        LocalDate.class,
                        LocalDate.of(2026, 1, 1),
                        LocalDate.MIN,
                        LocalDate.MAX,
                        LocalDate.of(-5, 2, 1)),
                constant(
                        LocalTime.class,
                        LocalTime.of(10, 0),
                        LocalTime.MIDNIGHT,
                        LocalTime.MAX,
                        LocalTime.of(1, 2, 3, 4)),
                constant(
                        LocalDateTime.class,
                        LocalDateTime.of(2026, 1, 1, 0, 0),
                        LocalDateTime.of(2026, 1, 1, 0, 0, 1, 1),
                        LocalDateTime.MIN,
                        LocalDateTime.MAX),
                constant(
                        Instant.class,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.EPOCH,
                        Instant.parse("1969-12-31T23:59:59.999999999Z"),
                        Instant.MIN,
                        Instant.MAX,
                        Instant.parse("2026-01-01T00:00:00.000000001Z")),
                constant(
                        Duration.class,
                        Duration.ofSeconds(5),
                        Duration.ZERO,
                        Duration.ofSeconds(-1, 1),
                        Duration.ofNanos(1),
                        Duration.ofSeconds(Long.MAX_VALUE)),
                constant(Period.class, Period.of(1, 2, 3), Period.ZERO, Period.of(-1, 14, 400)),
                constant(
                        OffsetDateTime.class,
                        OffsetDateTime.parse("2026-01-01T00:00:00+01:00"),
                        OffsetDateTime.parse("2026-01-01T00:00:00Z"),
                        OffsetDateTime.parse("2026-01-01T00:00:00.000000001-18:00"),
                        OffsetDateTime.parse("2026-01-01T00:00:00+01:02:03"),
                        OffsetDateTime.MAX),
                constant(OffsetTime.class, OffsetTime.parse("10:00+01:00"), OffsetTime.MIN, OffsetTime.parse("10:00Z")),
                constant(
                        ZonedDateTime.class,
                        ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, paris),
                        overlap,
                        overlap.withLaterOffsetAtOverlap(),
                        ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 1, ZoneOffset.UTC),
                        ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 1, ZoneId.of("UTC")),
                        ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 1, ZoneOffset.ofHours(5))),
                constant(ZoneId.class, paris, ZoneId.of("UTC"), ZoneOffset.UTC, ZoneOffset.ofHours(3)),
                constant(ZoneOffset.class, ZoneOffset.UTC, ZoneOffset.ofHoursMinutesSeconds(1, 2, 3)),
                constant(Year.class, Year.of(2026), Year.of(-5)),
                constant(YearMonth.class, YearMonth.of(2026, 1), YearMonth.of(-5, 2)),
                constant(MonthDay.class, MonthDay.of(1, 2), MonthDay.of(2, 29)),
                of(
                        "Date",
                        Date.class,
                        () -> new Date(0),
                        () -> new Date(1_234_567_890_123L),
                        () -> new java.sql.Timestamp(1_234_567_890_123L)),
                of("Calendar", Calendar.class, () -> calendar("UTC"), () -> calendar("Asia/Tokyo")),
                constant(TimeZone.class, TimeZone.getTimeZone("UTC"), TimeZone.getTimeZone("Asia/Tokyo")));
    }

    private static Calendar calendar(String zone) {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(zone), Locale.US);
        calendar.setTimeInMillis(1_234_567_890_123L);
        return calendar;
    }

    private static List<Kind> others() {
        return List.of(
                of("BitSet", BitSet.class, BitSet::new, () -> BitSet.valueOf(new long[] {5})),
                constant(Class.class, String.class),
                of("object", Object.class, () -> "x", () -> 'x', () -> true),
                of(
                        "entry",
                        Kind.generic(java.util.Map.Entry.class, String.class, Integer.class),
                        () -> java.util.Map.entry("a", 1),
                        () -> new java.util.AbstractMap.SimpleEntry<>("b", 2)));
    }

    private static List<Kind> arrays() {
        return List.of(
                of("byte[]", byte[].class, () -> new byte[] {1, -2}, () -> new byte[0], () -> new byte[300]),
                of("int[]", int[].class, () -> new int[] {1, 2}, () -> new int[0]),
                of("long[]", long[].class, () -> new long[] {Long.MIN_VALUE}),
                of("double[]", double[].class, () -> new double[] {1.5}, () -> new double[] {Double.NaN}, () ->
                        new double[] {-0.0}),
                of("float[]", float[].class, () -> new float[] {1.5f}, () -> new float[] {-0.0f}, () ->
                        new float[] {Float.NEGATIVE_INFINITY}),
                of("char[]", char[].class, () -> new char[] {'a'}, () -> new char[] {'\uD800', '\u0000'}),
                of("boolean[]", boolean[].class, () -> new boolean[] {true, false}),
                of("String[]", String[].class, () -> new String[] {"a"}, () -> new String[] {null, ""}),
                of("int[][]", int[][].class, () -> new int[][] {{1}, {}}, () -> new int[][] {null}),
                of("Object[]", Object[].class, () -> new Object[] {"a"}, () -> new Object[] {1, 2L}));
    }
}
