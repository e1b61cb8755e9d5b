// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.condition;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two operands and what stands between them. Numbers are compared by value, whatever their types; texts are compared with
 * strings, characters and the names of enum constants. Null equals null alone, and is neither less nor more than anything.
 */
record Comparison(Operand left, String operator, Operand right) implements Condition {
    /** How operators read what {@link Comparable#compareTo} answers. */
    private static final Map<String, java.util.function.IntPredicate> ORDERS =
            Map.of("<", c -> c < 0, "<=", c -> c <= 0, ">", c -> c > 0, ">=", c -> c >= 0);

    @Override
    public boolean holds(@Nullable Object[] arguments, @Nullable Object result) {
        Object one = plain(left.value(arguments, result));
        Object other = plain(right.value(arguments, result));
        return switch (operator) {
            case "==" -> isEqual(one, other);
            case "!=" -> !isEqual(one, other);
            default ->
                one instanceof BigDecimal less
                        && other instanceof BigDecimal more
                        && Objects.requireNonNull(ORDERS.get(operator)).test(less.compareTo(more));
        };
    }

    private static boolean isEqual(@Nullable Object one, @Nullable Object other) {
        return one instanceof BigDecimal number && other instanceof BigDecimal same
                ? number.compareTo(same) == 0
                : Objects.equals(one, other);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof BigDecimal || value == null) {
            return value;
        } else if (value instanceof Number number) {
            return number(number);
        } else if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value instanceof CharSequence || value instanceof Character ? value.toString() : value;
    }

    private static Object number(Number number) {
        if (number instanceof BigInteger whole) {
            // Its text would take time that grows with the square of its digits.
            return new BigDecimal(whole);
        }
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            // Not a number, or infinite.
            return number;
        }
    }

    /** Returns why it can never hold, or never fail, whatever the values are. */
    Optional<String> problem() {
        if (ORDERS.containsKey(operator)) {
            for (Operand operand : new Operand[] {left, right}) {
                if (kind(operand) != Kind.NUMBER && kind(operand) != Kind.ANY) {
                    return Optional.of(operand.text() + " is no number, and " + operator
                            + " compares numbers; write == or !=, or name a property that is a number");
                }
            }
            return Optional.empty();
        }
        Kind one = kind(left);
        Kind other = kind(right);
        boolean comparable =
                one == other || one == Kind.ANY || other == Kind.ANY || one == Kind.NULL || other == Kind.NULL;
        return comparable
                ? Optional.empty()
                : Optional.of(left.text() + " and " + right.text() + " are of types that are never equal ("
                        + left.type().getSimpleName() + ", " + right.type().getSimpleName()
                        + "); compare like with like");
    }

    private enum Kind {
        NUMBER,
        TEXT,
        TRUTH,
        NULL,
        ANY
    }

    private static Kind kind(Operand operand) {
        Class<?> type = operand.type();
        if (Number.class.isAssignableFrom(type)) {
            return Kind.NUMBER;
        } else if (CharSequence.class.isAssignableFrom(type) || type == Character.class || type.isEnum()) {
            return Kind.TEXT;
        } else if (type == Boolean.class) {
            return Kind.TRUTH;
        }
        return type == Void.class ? Kind.NULL : Kind.ANY;
    }
}
