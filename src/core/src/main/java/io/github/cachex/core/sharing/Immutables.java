// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.sharing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.URI;
import java.net.URL;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Currency;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** The platform's classes whose values nobody can change. Told by their very classes: a subclass of BigDecimal may do anything. */
final class Immutables {
    private static final Set<Class<?>> KNOWN = Set.of(
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            String.class,
            BigInteger.class,
            BigDecimal.class,
            MathContext.class,
            UUID.class,
            URI.class,
            URL.class,
            Locale.class,
            Currency.class,
            Pattern.class,
            Class.class,
            Inet4Address.class,
            Inet6Address.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class);

    private Immutables() {}

    /** Returns whether values of exactly {@code type} are known to be immutable. */
    static boolean contains(Class<?> type) {
        return KNOWN.contains(type) || Enum.class.isAssignableFrom(type) || isTime(type);
    }

    private static boolean isTime(Class<?> type) {
        return type.getClassLoader() == null
                && type.getName().startsWith("java.time.")
                && (TemporalAccessor.class.isAssignableFrom(type)
                        || TemporalAmount.class.isAssignableFrom(type)
                        || ZoneId.class.isAssignableFrom(type));
    }
}
