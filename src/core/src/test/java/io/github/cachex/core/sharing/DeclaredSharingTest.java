// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.TypeRef;
import io.github.cachex.core.sharing.DeclaredSharing.Kind;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What declared types tell of how their values are given to several callers. */
class DeclaredSharingTest {
    /** Immutable all the way down. */
    record Point(int x, Instant at) {}

    /** Holds a container. */
    record Order(String id, List<Point> points) {}

    /** Holds what its argument is. */
    record Box<T>(T content) {}

    /** Holds its own kind. */
    record Chain(String name, @Nullable Chain next) {}

    /** One of two records. */
    sealed interface Shape permits Circle, Square {}

    record Circle(int radius) implements Shape {}

    record Square(int side) implements Shape {}

    /** Can be changed. */
    static class Bean {
        private String name = "";

        void rename(String next) {
            name = next;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Cannot be changed, nor extended. */
    static final class Closed {
        private final String name = "closed";

        @Override
        public String toString() {
            return name;
        }
    }

    /** Cannot be changed, but extended. */
    static class Extensible {
        private final String name = "extensible";

        @Override
        public String toString() {
            return name;
        }
    }

    private static Kind of(Type type) {
        return DeclaredSharing.of(type).kind();
    }

    @Test
    void immutableAllTheWayDown_isOneObject() {
        for (Type type : List.of(
                int.class,
                String.class,
                Instant.class,
                Point.class,
                Chain.class,
                Shape.class,
                Closed.class,
                new TypeRef<Optional<Point>>() {}.type(),
                new TypeRef<Box<Box<String>>>() {}.type())) {
            assertThat(of(type)).as(type.getTypeName()).isEqualTo(Kind.REFERENCE);
        }
    }

    @Test
    void containersOfSuch_areCopied() {
        for (Type type : List.of(
                String[].class,
                Order.class,
                new TypeRef<List<String>>() {}.type(),
                new TypeRef<Map<String, ? extends Point>>() {}.type(),
                new TypeRef<List<String>[]>() {}.type(),
                new TypeRef<Box<List<Point>>>() {}.type())) {
            assertThat(of(type)).as(type.getTypeName()).isEqualTo(Kind.SHALLOW_COPY);
        }
    }

    @Test
    void openTypes_areDecidedByTheirValues() {
        for (Type type : List.of(
                Object.class,
                Comparable.class,
                List.class,
                Extensible.class,
                Box.class,
                new TypeRef<List<Object>>() {}.type(),
                new TypeRef<List<?>>() {}.type())) {
            assertThat(of(type)).as(type.getTypeName()).isEqualTo(Kind.BY_VALUE);
        }
    }

    @Test
    void whatCanBeChanged_isDecodedForEachCallerAndNamed() {
        for (Type type : List.of(Bean.class, Bean[].class, new TypeRef<Map<String, Bean>>() {}.type())) {
            assertThat(DeclaredSharing.of(type))
                    .as(type.getTypeName())
                    .isEqualTo(new DeclaredSharing(Kind.DECODED_COPY, Bean.class));
        }
        assertThat(of(Date.class)).isEqualTo(Kind.DECODED_COPY);
    }
}
