// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.KeyText;
import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextMatchTest {
    enum Level {
        LOW
    }

    interface Id {}

    record PostId(long id) implements Id {}

    record UserId(long id) {}

    private static final List<Class<?>> TYPES = List.of(
            int.class,
            Long.class,
            BigInteger.class,
            boolean.class,
            UUID.class,
            String.class,
            char.class,
            double.class,
            Float.class,
            BigDecimal.class,
            URI.class,
            Locale.class,
            Currency.class,
            ZoneId.class,
            ZoneOffset.class,
            LocalDate.class,
            Duration.class,
            Level.class,
            PostId.class,
            UserId.class,
            Optional.class,
            long[].class,
            String[].class,
            List.class,
            ArrayList.class,
            Set.class,
            SortedSet.class,
            Collection.class,
            Map.class,
            Object.class,
            Serializable.class,
            Comparable.class,
            CharSequence.class,
            Number.class,
            Temporal.class,
            Iterable.class,
            Enum.class,
            Record.class,
            Id.class);

    private static final List<Object> VALUES = List.of(
            1,
            2L,
            BigInteger.TEN,
            true,
            new UUID(1, 2),
            "a",
            "42",
            "true",
            'c',
            1.5,
            2.5f,
            BigDecimal.ONE,
            URI.create("a:b"),
            Locale.ROOT,
            Currency.getInstance("EUR"),
            ZoneId.of("Europe/Berlin"),
            ZoneOffset.UTC,
            LocalDate.EPOCH,
            Duration.ZERO,
            Level.LOW,
            new PostId(1),
            new UserId(1),
            Optional.of(1),
            new long[] {1},
            new String[] {"a"},
            List.of(1),
            new ArrayList<>(List.of(1)),
            Set.of(1),
            new TreeSet<>(Set.of(1)),
            Map.of(1, 2));

    private static String text(Class<?> declared, Object value) {
        StringBuilder out = new StringBuilder();
        KeyText.append(out, declared, value);
        return out.toString();
    }

    private static List<Object> of(Class<?> type) {
        Class<?> boxed = MethodType.methodType(type).wrap().returnType();
        return VALUES.stream().filter(boxed::isInstance).toList();
    }

    static List<Class<?>> types() {
        return TYPES;
    }

    /** Against what is written indeed. */
    @ParameterizedTest
    @MethodSource("types")
    void match_isThatOfTheTexts(Class<?> one) throws CacheKeyException {
        for (Class<?> other : TYPES) {
            boolean differs = of(one).stream()
                    .filter(of(other)::contains)
                    .anyMatch(value -> !text(one, value).equals(text(other, value)));
            boolean common = of(one).stream()
                    .anyMatch(value -> of(other).stream()
                            .anyMatch(another -> text(one, value).equals(text(other, another))));
            TextMatch match = TextMatch.of(one, other);

            assertThat(match).as("%s, %s", one, other).isEqualTo(TextMatch.of(other, one));
            assertThat(match == TextMatch.OTHER).as("%s, %s", one, other).isEqualTo(differs);
            if (match == TextMatch.NONE) {
                assertThat(common).as("%s, %s", one, other).isFalse();
            }
        }
    }

    @Test
    void typesWithoutACommonText_areApart() {
        assertThat(TextMatch.of(PostId.class, UserId.class)).isEqualTo(TextMatch.NONE);
        assertThat(TextMatch.of(PostId.class, String.class)).isEqualTo(TextMatch.NONE);
        assertThat(TextMatch.of(UserId.class, Id.class)).isEqualTo(TextMatch.NONE);
        assertThat(TextMatch.of(Optional.class, long.class)).isEqualTo(TextMatch.NONE);
        assertThat(TextMatch.of(long[].class, List.class)).isEqualTo(TextMatch.NONE);
        assertThat(TextMatch.of(List.class, Set.class)).isEqualTo(TextMatch.NONE);
        assertThat(TextMatch.of(Temporal.class, String.class)).isEqualTo(TextMatch.NONE);
    }

    @Test
    void typesWithACommonText_areNot() {
        assertThat(TextMatch.of(String.class, long.class)).isEqualTo(TextMatch.SAME);
        assertThat(TextMatch.of(Level.class, String.class)).isEqualTo(TextMatch.SAME);
        assertThat(TextMatch.of(Object.class, Long.class)).isEqualTo(TextMatch.SAME);
        assertThat(TextMatch.of(Id.class, PostId.class)).isEqualTo(TextMatch.SAME);
        assertThat(TextMatch.of(Collection.class, Set.class)).isEqualTo(TextMatch.SAME);
        assertThat(TextMatch.of(int[].class, Object.class)).isEqualTo(TextMatch.SAME);
    }
}
