// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheKey;
import io.github.cachex.core.config.MapSource;
import io.github.cachex.core.stage.FlightKey;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.Show;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids whose hashes are all the same, which anybody may choose: a hit compares a few of them, not all. */
class CollidingKeysTest {
    private static final int PAIRS = 14;
    private static final int COUNT = 1 << PAIRS;
    /** A look asks both which way to go and whether it is there, in a tree at most twice as deep as it must be. */
    private static final int MOST = 4 * PAIRS;

    private static final CacheSpace SPACE = new CacheSpace("app:1", "posts");

    /** A key that counts how often it is compared, and leaves the answer to the one inside. */
    private static final class Counted implements Comparable<Counted> {
        private static long comparisons;
        private final Object key;

        Counted(Object key) {
            this.key = key;
        }

        @Override
        public int hashCode() {
            return key.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            comparisons++;
            return other instanceof Counted counted && key.equals(counted.key);
        }

        @Override
        @SuppressWarnings("unchecked") // of one class
        public int compareTo(Counted other) {
            comparisons++;
            return ((Comparable<Object>) key).compareTo(other.key);
        }
    }

    /** Each pair is Aa or BB, whose hashes are the same. */
    private static String id(int number) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < PAIRS; bit++) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    private interface Look {
        Object at(Counted key) throws Exception;
    }

    /** Prints how often the hit that takes most of them compares keys. */
    private static void show(String where, List<Object> keys, Look look) throws Exception {
        long most = 0;
        for (Object key : keys) {
            long before = Counted.comparisons;
            assertThat(look.at(new Counted(key))).isNotNull();
            most = Math.max(most, Counted.comparisons - before);
        }
        Show.atMost(
                "growth",
                most,
                MOST,
                "comparisons at most by a hit in " + where + " among " + COUNT + " keys whose hashes are all the same");
        assertThat(most).isPositive();
    }

    static Stream<Arguments> kinds() {
        Function<String, Object> handler = id -> CacheKey.of(id, String.class);
        Function<String, Object> entry = SPACE::key;
        Function<String, Object> flight = id -> new FlightKey(SPACE.key(id), String.class);
        Function<String, Object> tenant = id -> Namespace.of("tenant").near(CacheKey.of(id, String.class));
        return Stream.of(
                Arguments.of("a map by keys of a handler", handler),
                Arguments.of("a map by keys of a backend", entry),
                Arguments.of("a map by keys of flights", flight),
                Arguments.of("a map by keys of a tenant", tenant));
    }

    private static List<Object> keys(Function<String, Object> kind) {
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            keys.add(kind.apply(id(i)));
        }
        assertThat(keys.stream().map(Object::hashCode).distinct()).hasSize(1);
        return keys;
    }

    /** Maps go by the order of a class that says of itself, and of no other, that it is comparable. */
    private static boolean isComparableToItself(Class<?> type) {
        for (Type implemented : type.getGenericInterfaces()) {
            if (implemented instanceof ParameterizedType generic
                    && generic.getRawType() == Comparable.class
                    && generic.getActualTypeArguments()[0] == type) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void keysOfOneHash_areFoundByTheirOrder(String where, Function<String, Object> kind) throws Exception {
        List<Object> keys = keys(kind);
        assertThat(isComparableToItself(keys.get(0).getClass())).isTrue();
        Map<Counted, Object> map = new ConcurrentHashMap<>();
        keys.forEach(key -> map.put(new Counted(key), key));
        show(where, keys, map::get);
    }

    @Test
    void nearHitsOfOneHash_compareFewOfThem() throws Exception {
        try (CacheEngine engine =
                CacheEngine.start(EngineSetup.of(MapSource.of("cachex.near.max-entries", String.valueOf(2 * COUNT)))
                        .backend(FakeBackend.create())
                        .serializer(new JavaSerializer()))) {
            MethodCache cache = engine.cache("posts").methods();
            var settings = engine.configuration().cache("posts");
            List<Object> keys = keys(id -> CacheKey.of(id, String.class));
            for (Object key : keys) {
                Fixture.fetch(cache, new Counted(key), (CacheKey<?>) key, settings, context -> "value");
            }
            show("the near cache", keys, cache::lookUpNear);
        }
    }
}
