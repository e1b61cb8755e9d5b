// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Invalidation;
import io.github.cachex.Invalidation.Outcome;
import io.github.cachex.TypeRef;
import io.github.cachex.TypedCache;
import io.github.cachex.error.CacheMissException;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.event.CacheEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplicitOperationsTest {
    private static final CacheKey<String> ONE = CacheKey.of("1", String.class);
    private static final CacheKey<String> TWO = CacheKey.of("2", String.class);
    private static final CacheOptions PLAIN = CacheOptions.defaults();

    private final Fixture fixture = new Fixture();
    private final CacheHandler here = fixture.here;
    private final CacheHandler there = fixture.there;

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void put_isReadEverywhere() {
        here.put(ONE, "a");
        assertThat(there.get(ONE)).contains("a");
        assertThat(there.contains(ONE)).isTrue();
        assertThat(there.require(ONE)).isEqualTo("a");
        assertThat(there.contains(TWO)).isFalse();
        assertThatThrownBy(() -> there.require(TWO))
                .isInstanceOf(CacheMissException.class)
                .hasMessageContaining("holds no value under '2'");
        assertThat(here.name()).isEqualTo("posts");
    }

    @Test
    void putOfNull_dropsWhatWasThere() {
        here.put(ONE, "a");
        here.put(ONE, null);
        assertThat(there.get(ONE)).isEmpty();
        here.put(ONE, null, PLAIN.cacheNull(true));
        assertThat(there.contains(ONE)).isTrue();
        assertThat(there.get(ONE)).isEmpty();
    }

    @Test
    void putOfWhatCannotBeStored_dropsWhatWasThere() {
        CacheKey<Object> key = CacheKey.of("1", Object.class);
        here.put(ONE, "a");
        here.put(key, new Object());
        assertThat(there.get(ONE)).isEmpty();
        here.put(ONE, "a");
        here.put(ONE, "b", PLAIN.storeIf((String value) -> value.equals("a")));
        assertThat(there.get(ONE)).isEmpty();
    }

    @Test
    void putAllAndGetAll_speakOfManyAtOnce() {
        CacheKey<String> three = CacheKey.of("3", String.class);
        here.put(three, "gone");
        Map<CacheKey<String>, String> values = new HashMap<>();
        values.put(ONE, "a");
        values.put(TWO, "b");
        values.put(three, null);
        here.putAll(values, PLAIN);
        assertThat(there.getAll(List.of(ONE, TWO, three))).containsOnly(Map.entry(ONE, "a"), Map.entry(TWO, "b"));
        assertThat(there.stats().hits()).isEqualTo(2);
        assertThat(there.stats().misses()).isEqualTo(1);
        assertThat(there.getAll(List.<CacheKey<String>>of())).isEmpty();
        here.putAll(Map.of(), PLAIN);
    }

    @Test
    void putIfAbsent_hasOneWinner() throws Exception {
        List<Future<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            CacheHandler handler = i % 2 == 0 ? here : there;
            tries.add(fixture.async(() -> handler.putIfAbsent(ONE, "sent", PLAIN)));
        }
        int won = 0;
        for (Future<Boolean> each : tries) {
            won += each.get() ? 1 : 0;
        }
        assertThat(won).isEqualTo(1);
    }

    @Test
    void putIfAbsent_replacesWhatCannotBeReadOrIsStale() {
        fixture.fake.plantForeign(Fixture.entryKey("1"), new byte[] {9});
        assertThat(here.putIfAbsent(ONE, "a", PLAIN)).isTrue();
        CacheKey<Integer> asNumber = CacheKey.of("1", Integer.class);
        assertThat(here.putIfAbsent(asNumber, 1, PLAIN))
                .as("another type cannot be read")
                .isTrue();
        here.put(TWO, "old", CacheOptions.ttl("1ms").staleTtl("1h"));
        Awaitility.await().until(() -> here.putIfAbsent(TWO, "new", PLAIN));
        assertThat(there.get(TWO)).contains("new");
        assertThatThrownBy(() -> here.putIfAbsent(CacheKey.of("3", Object.class), new Object(), PLAIN))
                .isInstanceOf(CacheSerializationException.class);
    }

    @Test
    void getAndRemove_givesTheValueToOneCaller() {
        here.put(ONE, "a");
        assertThat(there.getAndRemove(ONE)).contains("a");
        assertThat(here.getAndRemove(ONE)).isEmpty();
        here.put(ONE, "old", CacheOptions.ttl("1ms").staleTtl("1h"));
        Awaitility.await().until(() -> !here.contains(ONE));
        assertThat(here.getAndRemove(ONE)).isEmpty();
    }

    @Test
    void touch_prolongsWhatIsThere() {
        here.put(ONE, "a", CacheOptions.ttl("300ms"));
        assertThat(there.touch(ONE, Duration.ofHours(1))).isTrue();
        assertThat(there.touch(TWO, Duration.ofHours(1))).isFalse();
        Awaitility.await()
                .pollDelay(Duration.ofMillis(400))
                .until(() -> here.get(ONE).isPresent());
    }

    @Test
    void invalidate_countsAndTells() {
        here.put(ONE, "a");
        assertThat(there.invalidate("1", "2")).isEqualTo(new Invalidation(Outcome.APPLIED, OptionalLong.of(1)));
        assertThat(here.get(ONE)).isEmpty();
        assertThat(here.invalidate()).isEqualTo(new Invalidation(Outcome.APPLIED, OptionalLong.of(0)));
        here.invalidate("1");
        assertThat(fixture.heard.events(CacheEvent.Invalidated.class))
                .containsExactly(new CacheEvent.Invalidated("posts", "1", false));
        assertThat(here.stats().invalidations()).isEqualTo(1);
    }

    @Test
    void typedView_isTheSameCache() throws Exception {
        TypedCache<String> texts = here.typed(String.class);
        TypedCache<List<String>> lists = here.typed(new TypeRef<List<String>>() {});
        assertThat(texts.fetch("1", () -> "a")).isEqualTo("a");
        assertThat(texts.fetch("2", CacheOptions.ttl("1h"), () -> "b")).isEqualTo("b");
        lists.put("3", new ArrayList<>(List.of("x")));
        texts.put("4", "d", CacheOptions.ttl("1h"));
        assertThat(there.get(ONE)).contains("a");
        assertThat(there.get(lists.key("3"))).contains(List.of("x"));
        assertThat(texts.get("4")).isEqualTo(Optional.of("d"));
        assertThat(texts.invalidate("1", "2").count()).hasValue(2);
    }

    @Test
    void typedView_takesManyAtOnceAndEndsThem() throws Exception {
        TypedCache<String> texts = here.typed(String.class);
        texts.putAll(Map.of("1", "a"), PLAIN.tags("old"));
        List<String> asked = new ArrayList<>();
        Map<String, String> found = texts.fetchAll(List.of("2", "1", "3"), PLAIN, missing -> {
            asked.addAll(missing);
            return Map.of("2", "b");
        });
        assertThat(asked).containsExactly("2", "3");
        assertThat(found).containsExactly(Map.entry("2", "b"), Map.entry("1", "a"));
        assertThat(texts.getAll(List.of("1", "2", "3"))).containsExactly(Map.entry("1", "a"), Map.entry("2", "b"));
        here.invalidateTags("old");
        assertThat(texts.getAll(List.of("1", "2"))).containsOnlyKeys("2");
        assertThat(texts.expire("2").outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(texts.contains("2")).isFalse();
        assertThatThrownBy(() -> texts.fetchAll(List.of("4"), PLAIN, missing -> null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("the loader answered null; return a map, without the ids that have no value");
    }

    @Test
    void typedView_decidesAndSteers() throws Exception {
        TypedCache<String> texts = here.typed(String.class);
        assertThat(texts.putIfAbsent("1", "a", PLAIN)).isTrue();
        assertThat(texts.putIfAbsent("1", "b", PLAIN)).isFalse();
        assertThat(texts.contains("1")).isTrue();
        assertThat(texts.touch("1", Duration.ofHours(1))).isTrue();
        assertThat(texts.require("1")).isEqualTo("a");
        assertThat(texts.entry("1").orElseThrow().value()).contains("a");
        assertThat(texts.refresh("1", PLAIN, () -> "a")).isEqualTo("a");
        assertThat(texts.getAndRemove("1")).contains("a");
        assertThat(texts.getAndRemove("1")).isEmpty();
        assertThatThrownBy(() -> texts.require("1")).isInstanceOf(CacheMissException.class);
        assertThat(texts.fetchWith("1", PLAIN, context -> {
                    context.doNotStore();
                    return "c";
                }))
                .isEqualTo("c");
        assertThat(texts.get("1")).isEmpty();
        assertThat(texts.fetchAsync("2", PLAIN, () -> CompletableFuture.completedFuture("d"))
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS))
                .isEqualTo("d");
        assertThat(there.get(TWO)).contains("d");
    }

    @Test
    void undecodableBytes_areAMissForGet() {
        here.put(ONE, "a");
        assertThat(there.get(CacheKey.of("1", Integer.class))).isEmpty();
        assertThat(there.stats().undecodable()).isEqualTo(1);
        assertThat(there.stats().entries()).isPresent();
    }
}
