// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.TypeRef;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.Serializer;
import io.github.cachex.tck.Sample.Carried;
import io.github.cachex.tck.Sample.Colour;
import io.github.cachex.tck.Sample.Editor;
import io.github.cachex.tck.Sample.Forgetful;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What callers see of a value survives a serializer, or its loss is told beforehand; a part of {@link SerializerContract}. */
public interface RoundTripContract {
    /** Returns the serializer to test; it may be the same each time. */
    Serializer serializer();

    /** The order of maps and sets that have one survives, or its loss is told before anything is stored. */
    @Test
    @SuppressWarnings("JdkObsolete") // what applications use
    default void order_survivesOrIsTold() {
        List<String> order = List.of("zeta", "alpha", "mid", "10", "9");
        Map<String, Integer> map = new LinkedHashMap<>();
        order.forEach(name -> map.put(name, map.size()));
        assertKeptOrTold(
                map,
                new TypeRef<Map<String, Integer>>() {}.type(),
                back -> assertThat(new ArrayList<Object>(((Map<?, ?>) back).keySet()))
                        .containsExactlyElementsOf(new ArrayList<Object>(order)));
        assertKeptOrTold(
                new LinkedHashSet<>(order),
                new TypeRef<Set<String>>() {}.type(),
                back -> assertThat(new ArrayList<>((Set<?>) back)).isEqualTo(order));
        assertKeptOrTold(
                new LinkedList<>(order),
                new TypeRef<Deque<String>>() {}.type(),
                back -> assertThat(new ArrayList<>((Deque<?>) back)).isEqualTo(order));
    }

    /** Comparators survive, or their loss is told. */
    @Test
    default void comparators_surviveOrAreTold() {
        TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "text/plain");
        assertKeptOrTold(
                headers,
                new TypeRef<SortedMap<String, String>>() {}.type(),
                back -> assertThat(((SortedMap<?, ?>) back).comparator()).isEqualTo(String.CASE_INSENSITIVE_ORDER));
        TreeSet<Integer> top = new TreeSet<>(Comparator.reverseOrder());
        top.addAll(List.of(1, 3, 2));
        assertKeptOrTold(
                top,
                new TypeRef<SortedSet<Integer>>() {}.type(),
                back -> assertThat(((SortedSet<?>) back).first()).isEqualTo(3));
    }

    /** What stands behind a type that says nothing comes back as what it is, or is told; whatever others there were before it. */
    @Test
    default void valuesOfOpenTypes_keepTheirTypeOrAreTold() {
        for (Object value : List.of(
                "text",
                5,
                5L,
                5_000_000_000L,
                1.5,
                new BigDecimal("1.50"),
                LocalDate.of(2026, 1, 1),
                Colour.RED,
                List.of("a", 1L),
                new Editor("Ada", "science"))) {
            assertKeptOrTold(
                    new Carried(value), Carried.class, back -> assertThat(back).isEqualTo(new Carried(value)));
            assertKeptOrTold(
                    new ArrayList<>(List.of(value)),
                    List.class,
                    back -> assertThat(back).isEqualTo(List.of(value)));
        }
    }

    /** A property that is left out and can be seen is told, unless its loss is allowed; one that nobody can see may be left out. */
    @Test
    default void whatIsLeftOut_isToldUnlessAllowed() {
        Forgetful remembers = new Forgetful("seen");
        assertKeptOrTold(
                remembers,
                Forgetful.class,
                back -> assertThat(((Forgetful) back).getNote()).isEqualTo("seen"));
        byte[] empty = serializer().write(new Forgetful(null), Forgetful.class);
        assertThat(serializer().flaw(new Forgetful(null), Forgetful.class, empty))
                .isEmpty();
    }

    private void assertKeptOrTold(Object value, Type type, Consumer<Object> kept) {
        byte[] written;
        try {
            written = serializer().write(value, type);
        } catch (CacheSerializationException refusal) {
            assertThat(refusal).hasMessageContaining("; ");
            return;
        }
        Optional<String> flaw = serializer().flaw(value, type, written);
        if (flaw.isEmpty()) {
            kept.accept(serializer().read(written, type));
        } else {
            assertThat(flaw.get()).contains(value.getClass().getTypeName()).contains("; ");
        }
    }
}
