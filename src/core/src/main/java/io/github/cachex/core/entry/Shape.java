// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.chrono.ChronoLocalDate;
import java.time.temporal.ChronoField;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What values of one declared type can hold, and which of that was proven to come back: null, empty and filled apart, since an empty
 * value proves nothing of a filled one. Thread-safe.
 */
abstract class Shape {
    private static final int NULL = 1;
    private static final int EMPTY = 2;
    private static final int FILLED = 4;

    private volatile int proven;

    /** Returns whether all that {@code value} holds was proven by values before it. */
    final boolean isProven(@Nullable Object value) {
        if (value == null) {
            return (proven & NULL) != 0;
        }
        int state = isEmpty(value) ? EMPTY : FILLED;
        return (proven & state) != 0 && fits(value) && arePartsProven(value);
    }

    /** Returns whether a primitive value that is not at the edge of its type was proven; zero and false are the empty ones. */
    final boolean isNumberProven(boolean zero) {
        return (proven & (zero ? EMPTY : FILLED)) != 0;
    }

    /** Notes that {@code value} came back as it was. */
    final void prove(@Nullable Object value) {
        if (value == null) {
            note(NULL);
        } else if (fits(value)) {
            note(isEmpty(value) ? EMPTY : FILLED | (isEmptyProvenByFilled() ? EMPTY : 0));
            proveParts(value);
        }
    }

    private synchronized void note(int state) {
        proven |= state;
    }

    /** Returns whether nothing about {@code value} is beyond what its type says. */
    abstract boolean fits(Object value);

    boolean isEmpty(Object value) {
        return false;
    }

    /** Returns whether an empty value is but one among the filled ones, as zero among the numbers. */
    boolean isEmptyProvenByFilled() {
        return false;
    }

    boolean arePartsProven(Object value) {
        return true;
    }

    void proveParts(Object value) {}

    /** The shape of a type whose values may be anything: each is tried. */
    static final class Open extends Shape {
        @Override
        boolean fits(Object value) {
            return false;
        }
    }

    /** The shape of a value of one piece. */
    static final class Plain extends Shape {
        private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

        private final Class<?> type;

        Plain(Class<?> type) {
            this.type = type;
        }

        @Override
        boolean fits(Object value) {
            return type.isEnum() ? type.isInstance(value) : type == value.getClass() && !isAtTheEdge(value);
        }

        /** Values for which formats have a way of their own, or none: each of them is tried. */
        private static boolean isAtTheEdge(Object value) {
            if (value instanceof Double number) {
                return isAtTheEdge(number.doubleValue());
            }
            if (value instanceof Float number) {
                return isAtTheEdge(number.doubleValue());
            }
            if (value instanceof Instant instant) {
                return instant.isBefore(FIRST) || instant.isAfter(LAST);
            }
            if (value instanceof ChronoLocalDate date) {
                return isFar(date.get(ChronoField.YEAR));
            }
            return value instanceof LocalDateTime time && isFar(time.getYear());
        }

        static boolean isAtTheEdge(double number) {
            return !Double.isFinite(number) || number == 0 && 1 / number < 0;
        }

        private static boolean isFar(int year) {
            return year < 1 || year > 9_999;
        }

        @Override
        boolean isEmpty(Object value) {
            if (value instanceof BigDecimal number) {
                return number.signum() == 0;
            }
            return value instanceof Number number && number.doubleValue() == 0
                    || value instanceof Boolean yes && !yes
                    || value instanceof Character character && character == 0;
        }

        @Override
        boolean isEmptyProvenByFilled() {
            return true;
        }
    }

    /** The shape of a record or a final class. */
    static final class Product extends Shape {
        private final Class<?> type;
        private volatile Member[] members = {};

        Product(Class<?> type) {
            this.type = type;
        }

        /** Says what it consists of; later than it is made, since it may hold others of its own type. */
        void consistOf(List<Member> found) {
            members = found.toArray(Member[]::new);
        }

        @Override
        boolean fits(Object value) {
            return value.getClass() == type;
        }

        @Override
        boolean arePartsProven(Object value) {
            for (Member member : members) {
                if (!member.isProven(value)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        void proveParts(Object value) {
            for (Member member : members) {
                member.prove(value);
            }
        }
    }

    /** The shape of an {@code Optional}. */
    static final class Perhaps extends Shape {
        private final Shape content;

        Perhaps(Shape content) {
            this.content = content;
        }

        @Override
        boolean fits(Object value) {
            return value instanceof Optional<?>;
        }

        @Override
        boolean isEmpty(Object value) {
            return ((Optional<?>) value).isEmpty();
        }

        @Override
        boolean arePartsProven(Object value) {
            Optional<?> held = (Optional<?>) value;
            return held.isEmpty() || content.isProven(held.get());
        }

        @Override
        void proveParts(Object value) {
            ((Optional<?>) value).ifPresent(content::prove);
        }
    }

    /** The shape of lists, of sets and maps without an order, and of arrays. Each class of a container is proven by itself. */
    static final class Container extends Shape {
        private final Kind kind;
        private final Shape key;
        private final Shape element;
        private final Set<Class<?>> classes = ConcurrentHashMap.newKeySet();

        /** What may stand for the declared type. */
        enum Kind {
            LIST,
            SET,
            MAP,
            ARRAY
        }

        Container(Kind kind, Shape key, Shape element) {
            this.kind = kind;
            this.key = key;
            this.element = element;
        }

        @Override
        boolean fits(Object value) {
            Class<?> type = value.getClass();
            return switch (kind) {
                case LIST -> value instanceof List<?> && type.getName().startsWith("java.util.");
                case SET -> value instanceof Set<?> && isUnordered(type, "java.util.HashSet");
                case MAP -> value instanceof Map<?, ?> && isUnordered(type, "java.util.HashMap");
                case ARRAY -> type.isArray();
            };
        }

        private static boolean isUnordered(Class<?> type, String hashed) {
            return type.getName().equals(hashed) || type.getName().startsWith("java.util.ImmutableCollections$");
        }

        @Override
        boolean isEmpty(Object value) {
            if (value instanceof Collection<?> collection) {
                return collection.isEmpty();
            }
            return value instanceof Map<?, ?> map ? map.isEmpty() : Array.getLength(value) == 0;
        }

        @Override
        boolean arePartsProven(Object value) {
            if (!classes.contains(value.getClass())) {
                return false;
            }
            if (value instanceof List<?> list && list instanceof RandomAccess) {
                for (int i = 0; i < list.size(); i++) {
                    if (!element.isProven(list.get(i))) {
                        return false;
                    }
                }
                return true;
            }
            if (value instanceof Collection<?> collection) {
                for (Object held : collection) {
                    if (!element.isProven(held)) {
                        return false;
                    }
                }
                return true;
            }
            return value instanceof Map<?, ?> map ? isMapProven(map) : isArrayProven(value);
        }

        private boolean isMapProven(Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!key.isProven(entry.getKey()) || !element.isProven(entry.getValue())) {
                    return false;
                }
            }
            return true;
        }

        private boolean isArrayProven(Object array) {
            if (array.getClass().getComponentType().isPrimitive()) {
                return true;
            }
            for (Object held : (Object[]) array) {
                if (!element.isProven(held)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        void proveParts(Object value) {
            classes.add(value.getClass());
            if (value instanceof Collection<?> collection) {
                collection.forEach(element::prove);
            } else if (value instanceof Map<?, ?> map) {
                map.forEach((one, mapped) -> {
                    key.prove(one);
                    element.prove(mapped);
                });
            } else if (!value.getClass().getComponentType().isPrimitive()) {
                for (Object held : (Object[]) value) {
                    element.prove(held);
                }
            }
        }
    }
}
