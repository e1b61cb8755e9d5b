// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.JapaneseDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Arguments as an attacker would choose them: many look alike, and structures hold texts that look like structures. */
public final class Values {
    private Values() {}

    /** A structure. */
    public record Pair(@Nullable Object left, @Nullable Object right) {}

    /** One of the same shape. */
    public record Twin(@Nullable Object left, @Nullable Object right) {}

    /** An enum whose constants are called as other things are. */
    public enum Word {
        MONDAY,
        a {
            @Override
            public String toString() {
                return "MONDAY";
            }
        }
    }

    /** Returns texts of few characters, so that many are alike, and texts that imitate marks. */
    public static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("a1-%(),~=:/N ").ofMaxLength(5),
                Arbitraries.of(
                        "",
                        "null",
                        "true",
                        "1",
                        "-1",
                        "01",
                        "-",
                        "1.0",
                        "%N",
                        "%s",
                        "%l()0",
                        "()0",
                        "a,a",
                        "a=a",
                        "%00",
                        "\0",
                        "\uD800",
                        "\uDC00",
                        "😀",
                        "é",
                        "e\u0301",
                        "%u1F600~",
                        "MONDAY",
                        "2020-01-01",
                        "en",
                        "00000000-0000-0001-0000-000000000002",
                        "P1D",
                        "%cLocale~en"),
                Arbitraries.strings().ofMaxLength(4));
    }

    /** Returns single values of every plain type. */
    public static Arbitrary<Object> singles() {
        return Arbitraries.oneOf(
                texts().map(text -> (Object) text),
                Arbitraries.of(
                        1,
                        1L,
                        (short) 1,
                        (byte) -1,
                        BigInteger.ONE,
                        0,
                        -1,
                        10,
                        1.0,
                        1.0f,
                        -0.0,
                        0.0,
                        new BigDecimal("1"),
                        new BigDecimal("1.0"),
                        true,
                        false,
                        'a',
                        '1',
                        '%',
                        '\uD800'),
                Arbitraries.of(
                        new UUID(1, 2),
                        URI.create("a"),
                        URI.create("1"),
                        Currency.getInstance("EUR"),
                        DayOfWeek.MONDAY,
                        Word.MONDAY,
                        Word.a,
                        LocalDate.of(2020, 1, 1),
                        Instant.EPOCH,
                        Year.of(1),
                        MonthDay.of(1, 1),
                        Duration.ofDays(1),
                        Period.ofDays(1),
                        ZoneId.of("Europe/Paris"),
                        ZoneOffset.UTC,
                        JapaneseDate.of(2020, 1, 1)),
                Arbitraries.of(locales()).map(locale -> (Object) locale));
    }

    static List<Locale> locales() {
        return List.of(
                Locale.ROOT,
                new Locale("", "", "X"),
                new Locale("", "", "a_#Latn"),
                new Locale("en"),
                Locale.US,
                new Locale("", "US"),
                new Locale("en", "US", "X"),
                new Locale("en", "US", "X_#Latn"),
                new Locale.Builder()
                        .setLanguage("en")
                        .setRegion("US")
                        .setScript("Latn")
                        .build(),
                new Locale.Builder().setLanguage("en").setScript("Latn").build(),
                Locale.forLanguageTag("en-u-ca-buddhist"),
                Locale.forLanguageTag("en-x-a"),
                Locale.forLanguageTag("en-x-b-u-ca"));
    }

    /** Returns values of every type, nested a few levels deep. */
    public static Arbitrary<Optional<Object>> any() {
        return nested(3);
    }

    // Optional.empty stands for null, which jqwik's combinators do not like.
    private static Arbitrary<Optional<Object>> nested(int depth) {
        Arbitrary<Optional<Object>> plain = Arbitraries.frequencyOf(
                Tuple.of(9, singles().map(Optional::of)), Tuple.of(1, Arbitraries.just(Optional.empty())));
        if (depth == 0) {
            return plain;
        }
        Arbitrary<List<@Nullable Object>> members = nested(depth - 1)
                .list()
                .ofMaxSize(3)
                .map(list ->
                        new ArrayList<>(list.stream().map(o -> o.orElse(null)).toList()));
        return Arbitraries.oneOf(
                plain, members.flatMap(list -> Arbitraries.of(structures(list))).map(Optional::of));
    }

    private static List<Object> structures(List<@Nullable Object> members) {
        @Nullable Object first = members.isEmpty() ? null : members.get(0);
        @Nullable Object last = members.isEmpty() ? null : members.get(members.size() - 1);
        Map<Object, Object> map = new HashMap<>();
        members.forEach(member -> map.put(member, first));
        return List.of(
                members,
                new LinkedHashSet<>(members),
                map,
                Optional.ofNullable(first),
                new Pair(first, last),
                new Twin(first, last));
    }

    /** Returns what {@code value} is for a key: whole numbers are one type, enums their constants, sets and maps unordered. */
    public static Object meaning(@Nullable Object value) {
        if (value == null) {
            return List.of("null");
        }
        if (value instanceof Byte || value instanceof Short || value instanceof Integer || value instanceof Long) {
            return BigInteger.valueOf(((Number) value).longValue());
        }
        if (value instanceof Pair pair) {
            return List.of("pair", meaning(pair.left()), meaning(pair.right()));
        }
        if (value instanceof Twin twin) {
            return List.of("twin", meaning(twin.left()), meaning(twin.right()));
        }
        if (value instanceof Optional<?> optional) {
            return List.of("optional", optional.isPresent(), meaning(optional.orElse(null)));
        }
        if (value instanceof Map<?, ?> map) {
            return List.of(
                    "map",
                    counted(map.entrySet().stream()
                            .map(e -> List.of(meaning(e.getKey()), meaning(e.getValue())))
                            .toList()));
        }
        if (value instanceof Set<?> set) {
            return List.of("set", counted(set.stream().map(Values::meaning).toList()));
        }
        if (value instanceof Collection<?> list) {
            return Arrays.asList("list", list.stream().map(Values::meaning).toList());
        }
        return value;
    }

    private static Map<Object, Integer> counted(Collection<?> members) {
        Map<Object, Integer> counts = new HashMap<>();
        members.forEach(member -> counts.merge(member, 1, Integer::sum));
        return counts;
    }
}
