// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheKey;
import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.condition.ConditionException;
import io.github.cachex.cdi.condition.Conditions;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.KeyGenerator;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NearKeysTest {
    /** Plain through and through. */
    record Place(String town, int number, @Nullable TimeUnit unit) {}

    /** Holds what may change. */
    record Basket(List<String> items) {}

    /** Is equal to more than it looks like. */
    record Loose(String name) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Loose loose && loose.name.equalsIgnoreCase(name);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name.toLowerCase(Locale.ROOT));
        }
    }

    /** Its constants are classes of their own. */
    enum Shape {
        ROUND {
            @Override
            String text() {
                return "o";
            }
        };

        abstract String text();
    }

    /** Knows more than its components. */
    record User(long id) {
        static String tenant = "a";

        public String getTenant() {
            return tenant;
        }
    }

    static class Finder {
        @CachexFetch
        String none() {
            return "";
        }

        @CachexFetch
        String one(@Nullable Object id) {
            return "";
        }

        @CachexFetch
        String two(Object id, Object other) {
            return "";
        }

        @CachexFetch(key = "{1}:{1}")
        String second(Object id, Object other) {
            return "";
        }

        @CachexFetch(key = "{0.tenant}:{0.id}")
        String property(User user) {
            return "";
        }
    }

    private static MethodPlan plan(String name, Optional<KeyGenerator> generator) {
        Method method = Arrays.stream(Finder.class.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return new Planner(
                        Configuration.read(new Fixed(Map.of()), List.of()),
                        generator,
                        new Conditions(bean -> {
                            throw new ConditionException(bean);
                        }),
                        supplier -> () -> supplier)
                .plan(Finder.class, method, CacheAnnotation.FETCH)
                .orElseThrow();
    }

    private static Object near(MethodPlan plan, @Nullable Object... arguments) {
        return plan.nearKey(arguments);
    }

    static List<Object> plainValues() {
        return List.of(
                "text",
                true,
                'c',
                1,
                1L,
                0.0,
                -0.0,
                Double.NaN,
                1.0f,
                new BigDecimal("1.0"),
                new BigDecimal("1.00"),
                UUID.fromString("00000000-0000-0001-0000-000000000002"),
                LocalDate.of(2030, 1, 1),
                Duration.ofMinutes(1),
                ZoneId.of("Europe/Vienna"),
                TimeUnit.DAYS,
                Shape.ROUND,
                new Place("Graz", 7, null));
    }

    static List<Object> otherValues() {
        return List.of(
                new Basket(List.of("a")), new Loose("a"), URI.create("http://a"), List.of(1), Map.of(1, 2), Set.of(1));
    }

    @ParameterizedTest
    @MethodSource("plainValues")
    void plainArgument_isTheKeyItself(Object argument) {
        MethodPlan one = plan("one", Optional.empty());

        assertThat(near(one, argument)).isNotInstanceOf(CacheKey.class).isEqualTo(near(one, argument));
        assertThat(near(one, argument)).hasSameHashCodeAs(near(one, argument));
        MethodPlan two = plan("two", Optional.empty());
        assertThat(near(two, argument, 5)).isEqualTo(near(two, argument, 5)).isNotEqualTo(near(two, argument, 6));
    }

    @ParameterizedTest
    @MethodSource("otherValues")
    void argumentThatMayChangeOrIsLooselyEqual_takesTheWholeKey(Object argument) {
        MethodPlan one = plan("one", Optional.empty());

        try {
            assertThat(near(one, argument)).isEqualTo(one.key(new Object[] {argument}));
            assertThat(near(plan("two", Optional.empty()), 1, argument)).isInstanceOf(CacheKey.class);
        } catch (CacheKeyException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void equalNearKeys_haveEqualIds() {
        MethodPlan one = plan("one", Optional.empty());
        List<@Nullable Object> values = new ArrayList<>(plainValues());
        values.addAll(otherValues());
        values.addAll(List.of(new Loose("A"), URI.create("HTTP://a"), "1", "true", (short) 1, "%N", "null"));
        values.add(null);

        for (Object a : values) {
            for (Object b : values) {
                if (near(one, a).equals(near(one, b))) {
                    assertThat(one.id(new Object[] {a})).isEqualTo(one.id(new Object[] {b}));
                }
            }
        }
        assertThat(near(one, new BigDecimal("1.0"))).isNotEqualTo(near(one, new BigDecimal("1.00")));
        assertThat(near(one, 0.0)).isNotEqualTo(near(one, -0.0));
    }

    @Test
    void nullArgument_isAnArgument() {
        MethodPlan one = plan("one", Optional.empty());

        assertThat(near(one, new Object[] {null}))
                .isEqualTo(near(one, new Object[] {null}))
                .isNotEqualTo(near(one, "null"));
    }

    @Test
    void twoMethods_neverShareNearKeys() {
        assertThat(near(plan("one", Optional.empty()), 1)).isNotEqualTo(near(plan("one", Optional.empty()), 1));
        assertThat(near(plan("none", Optional.empty()))).isNotEqualTo(near(plan("none", Optional.empty())));
    }

    @Test
    void methodWithoutArguments_hasOneKey() {
        MethodPlan none = plan("none", Optional.empty());

        assertThat(near(none)).isSameAs(near(none)).isNotInstanceOf(CacheKey.class);
    }

    @Test
    void argumentsThatTakeNoPart_areNotInIt() {
        MethodPlan second = plan("second", Optional.empty());

        assertThat(near(second, 1, 2)).isEqualTo(near(second, 3, 2)).isNotInstanceOf(CacheKey.class);
    }

    /** What a property says may depend on more than the argument, here on a tenant. */
    @Test
    void propertyOfAnArgument_takesTheWholeKey() {
        MethodPlan property = plan("property", Optional.empty());
        Object before = near(property, new User(1));
        User.tenant = "b";

        assertThat(near(property, new User(1))).isInstanceOf(CacheKey.class).isNotEqualTo(before);
    }

    @Test
    void keysOfTheApplication_areTakenWhole() {
        MethodPlan one = plan("one", Optional.of((method, arguments) -> "own"));

        assertThat(near(one, 1)).isEqualTo(CacheKey.of("own", String.class));
    }

    /** All of them have the same hash. */
    record Crowded(String name, int number) {
        @Override
        public int hashCode() {
            return 7;
        }
    }

    @SuppressWarnings("unchecked")
    private static int order(Object one, Object other) {
        // What maps look for: a class that is comparable to itself.
        ParameterizedType comparable = (ParameterizedType) one.getClass().getGenericInterfaces()[0];
        assertThat(comparable.getActualTypeArguments()).containsExactly(one.getClass());
        return ((Comparable<Object>) one).compareTo(other);
    }

    /** Else a map would look at each of them for a hit. */
    @Test
    void nearKeysWhoseHashesAreTheSame_haveAnOrder() {
        MethodPlan one = plan("one", Optional.empty());
        MethodPlan two = plan("two", Optional.empty());
        List<List<Object>> pairs = List.of(
                List.of("AaAa", "BBBB"),
                List.of(new Crowded("a", 1), new Crowded("a", 2)),
                List.of(new Crowded("a", 1), new Crowded("b", 1)),
                List.of(new Place("AaAa", 1, null), new Place("BBBB", 1, null)),
                List.of(ZoneId.of("Europe/Vienna"), ZoneId.of("Europe/Berlin")),
                List.of(TimeUnit.DAYS, TimeUnit.HOURS),
                List.of(1, 1L));
        for (List<Object> pair : pairs) {
            for (MethodPlan plan : List.of(one, two)) {
                Object first = near(plan, pair.get(0), pair.get(0));
                Object second = near(plan, pair.get(1), pair.get(0));
                assertThat(order(first, near(plan, pair.get(0), pair.get(0)))).isZero();
                assertThat(Integer.signum(order(first, second)))
                        .isEqualTo(-Integer.signum(order(second, first)))
                        .isNotZero();
            }
        }
        assertThat(order(near(one, (Object) null), near(one, "a"))).isNegative();
    }
}
