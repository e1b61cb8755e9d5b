// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import io.github.cachex.CacheKey;
import io.github.cachex.TypeRef;
import io.github.cachex.tck.process.Order;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A kind of values that their callers can change.
 *
 * @param name what it is
 * @param type its type
 * @param loaded makes one as a loader does
 * @param change changes one as a caller may who loaded it
 */
record Mutable<T>(String name, TypeRef<T> type, Supplier<T> loaded, Consumer<T> change) {
    /** A bean. */
    public static class Bean {
        private String name = "loaded";
        private List<String> tags = new ArrayList<>(List.of("loaded"));

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public List<String> getTags() {
            return tags;
        }

        public void setTags(List<String> tags) {
            this.tags = tags;
        }

        void change() {
            name = "changed";
            tags.add("changed");
        }

        @Override
        public String toString() {
            return name + tags;
        }
    }

    /** A record that holds a list. */
    public record Order(String id, List<String> items) {}

    /** A record that holds a bean. */
    public record Parcel(String id, Bean bean) {}

    /** Returns the key under which it is cached. */
    CacheKey<T> key() {
        return keyOf(name);
    }

    /** Returns a key of the same type. */
    CacheKey<T> keyOf(String id) {
        return CacheKey.of(id, type);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Returns what a caller sees of {@code value}. */
    static String seen(Object value) {
        return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
    }

    private static List<String> list() {
        return new ArrayList<>(Arrays.asList("b", null, "a"));
    }

    private static <T> Mutable<T> of(String name, TypeRef<T> type, Supplier<T> loaded, Consumer<T> change) {
        return new Mutable<>(name, type, loaded, change);
    }

    static List<Mutable<?>> kinds() {
        return List.of(
                of("bean", new TypeRef<Bean>() {}, Bean::new, Bean::change),
                of("list", new TypeRef<List<String>>() {}, Mutable::list, list -> {
                    list.add("changed");
                    list.set(1, "changed");
                    list.remove("a");
                }),
                of(
                        "map in order",
                        new TypeRef<Map<String, Integer>>() {},
                        () -> new LinkedHashMap<>(Map.of("b", 1)),
                        map -> {
                            map.put("changed", 1);
                            map.remove("b");
                        }),
                of("set", new TypeRef<Set<String>>() {}, () -> new HashSet<>(Set.of("a")), set -> {
                    set.add("changed");
                    set.remove("a");
                }),
                of("array", new TypeRef<String[]>() {}, () -> new String[] {"b", "a"}, array -> array[0] = "changed"),
                of(
                        "record with a list",
                        new TypeRef<Order>() {},
                        () -> new Order("1", list()),
                        order -> order.items().add("changed")),
                of(
                        "nested lists",
                        new TypeRef<List<List<String>>>() {},
                        () -> new ArrayList<>(List.of(list(), list())),
                        lists -> {
                            lists.get(0).add("changed");
                            lists.add(new ArrayList<>());
                        }),
                of("date", new TypeRef<Date>() {}, () -> new Date(0), date -> date.setTime(4711)),
                of(
                        "map of beans",
                        new TypeRef<Map<String, Bean>>() {},
                        () -> new LinkedHashMap<>(Map.of("a", new Bean())),
                        beans -> {
                            beans.get("a").change();
                            beans.put("changed", new Bean());
                        }),
                of(
                        "optional bean",
                        new TypeRef<Optional<Bean>>() {},
                        () -> Optional.of(new Bean()),
                        bean -> bean.get().change()),
                of(
                        "sorted map",
                        new TypeRef<TreeMap<String, List<String>>>() {},
                        () -> new TreeMap<>(Map.of("b", list(), "a", list())),
                        map -> {
                            map.firstEntry().getValue().add("changed");
                            map.put("changed", list());
                        }),
                of(
                        "map of constants",
                        new TypeRef<EnumMap<DayOfWeek, Integer>>() {},
                        () -> new EnumMap<>(Map.of(DayOfWeek.MONDAY, 1)),
                        map -> map.put(DayOfWeek.FRIDAY, 9)),
                of(
                        "record with a bean",
                        new TypeRef<Parcel>() {},
                        () -> new Parcel("1", new Bean()),
                        parcel -> parcel.bean().change()),
                of(
                        "list of records",
                        new TypeRef<List<Order>>() {},
                        () -> new ArrayList<>(List.of(new Order("1", list()))),
                        orders -> {
                            orders.get(0).items().add("changed");
                            orders.clear();
                        }));
    }
}
