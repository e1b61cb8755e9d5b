// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells the arguments that never change and whose {@code equals} is as fine as their text in a key. A URI, for one, is equal
 * to another that is written differently.
 */
final class PlainValues {
    private static final Set<Class<?>> FINAL = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            UUID.class);

    private static final ClassValue<Boolean> PLAIN = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            // These two may have subclasses that change, so that a component of that type proves nothing.
            return type == BigDecimal.class || type == BigInteger.class || isFinalAndPlain(type);
        }
    };

    private PlainValues() {}

    static boolean isPlain(@Nullable Object value) {
        return value == null || value instanceof String || PLAIN.get(value.getClass());
    }

    private static boolean isFinalAndPlain(Class<?> type) {
        return type.isPrimitive()
                || FINAL.contains(type)
                || type.isEnum()
                || type.getSuperclass() != null && type.getSuperclass().isEnum()
                || isTime(type)
                || type.isRecord() && isPlainRecord(type);
    }

    private static boolean isTime(Class<?> type) {
        return type.getPackageName().equals("java.time")
                && Modifier.isFinal(type.getModifiers())
                && (TemporalAccessor.class.isAssignableFrom(type)
                        || TemporalAmount.class.isAssignableFrom(type)
                        || ZoneId.class.isAssignableFrom(type));
    }

    private static boolean isPlainRecord(Class<?> type) {
        try {
            // The compiler's own equals is final; one that is written may be coarser than the text.
            return Modifier.isFinal(type.getMethod("equals", Object.class).getModifiers())
                    && Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getType)
                            .allMatch(PlainValues::isFinalAndPlain);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
