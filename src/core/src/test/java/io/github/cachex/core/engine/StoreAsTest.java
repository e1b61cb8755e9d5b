// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.TypeRef;
import io.github.cachex.event.CacheEvent.NotStored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is given the value that was loaded, and who what was stored of it. */
class StoreAsTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);

    private final Fixture fixture = new Fixture();
    private final CacheHandler here = fixture.here;
    private final CacheHandler there = fixture.there;
    private final AtomicInteger asked = new AtomicInteger();

    private final UnaryOperator<String> shorten = text -> {
        asked.incrementAndGet();
        return text.substring(0, 1);
    };
    private final CacheOptions shortened = CacheOptions.ttl("1h").storeAs(shorten);

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private String fetch(CacheHandler handler, CacheOptions options, String value) {
        return handler.<String, RuntimeException>fetch(KEY, options, () -> value);
    }

    @Test
    void whoLoads_isGivenTheValue_whoReadsItWhatWasStored() {
        assertThat(fetch(here, shortened, "whole")).isEqualTo("whole");
        assertThat(fetch(here, shortened, "other")).isEqualTo("w");
        assertThat(fetch(there, shortened, "other")).isEqualTo("w");
        assertThat(there.get(KEY)).contains("w");
        // As soon as this JVM hears of changes.
        Awaitility.await("kept near as well").until(() -> {
            assertThat(fetch(here, shortened, "other")).isEqualTo("w");
            return here.stats().nearHits() > 0;
        });
        assertThat(asked).hasValue(1);
    }

    @Test
    void thoseWhoWait_areGivenTheValueHereAndWhatWasStoredElsewhere() throws Exception {
        CacheKey<List<String>> key = CacheKey.of("list", new TypeRef<List<String>>() {});
        CacheOptions first = CacheOptions.ttl("1h").<List<String>>storeAs(list -> new ArrayList<>(list.subList(0, 1)));
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        List<String> loaded = new ArrayList<>(List.of("a", "b"));
        Future<List<String>> leader = fixture.async(() -> here.fetch(key, first, () -> {
            entered.countDown();
            released.await();
            return loaded;
        }));
        entered.await();
        Future<List<String>> follower =
                fixture.async(() -> here.<List<String>, RuntimeException>fetch(key, first, () -> new ArrayList<>()));
        Future<List<String>> elsewhere =
                fixture.async(() -> there.<List<String>, RuntimeException>fetch(key, first, () -> new ArrayList<>()));
        Awaitility.await().until(() -> there.stats().misses() == 1);
        released.countDown();
        assertThat(leader.get()).isSameAs(loaded);
        assertThat(elsewhere.get()).containsExactly("a");
        // It waited, or came just after.
        assertThat(follower.get()).isIn(List.of("a", "b"), List.of("a"));
    }

    @Test
    void putsAndBulkLoads_areTransformedOnce() {
        here.put(KEY, "whole", shortened);
        assertThat(here.get(KEY)).contains("w");
        CacheKey<String> two = CacheKey.of("post:2", String.class);
        assertThat(here.fetchAll(List.of(KEY, two), shortened, missing -> Map.of(two, "second")))
                .containsEntry(KEY, "w")
                .containsEntry(two, "second");
        assertThat(there.get(two)).contains("s");
        here.invalidate("post:1");
        assertThat(here.putIfAbsent(KEY, "again", shortened)).isTrue();
        assertThat(there.get(KEY)).contains("a");
        assertThat(asked).hasValue(3);
    }

    @Test
    void nothingMadeOfIt_isNotStored() {
        CacheOptions none = CacheOptions.ttl("1h").<String>storeAs(text -> null);
        assertThat(fetch(here, none, "whole")).isEqualTo("whole");
        assertThat(there.get(KEY)).isEmpty();
        assertThat(fixture.heard.events()).contains(new NotStored("posts", "post:1", "store-as made nothing of it"));
        here.put(KEY, "old");
        here.put(KEY, "new", none);
        assertThat(there.get(KEY))
                .as("what was put is not there, nor what was there before")
                .isEmpty();
    }

    @Test
    void transformationThatThrows_keepsTheValueOutAndIsThrownAtNobody() {
        CacheOptions broken = CacheOptions.ttl("1h").<String>storeAs(text -> {
            throw new LinkageError("broken");
        });
        assertThat(fetch(here, broken, "whole")).isEqualTo("whole");
        assertThat(there.get(KEY)).isEmpty();
    }

    @Test
    void refusedValue_isNotTransformed() {
        assertThat(fetch(here, shortened.storeIf((String text) -> text.isEmpty()), "whole"))
                .isEqualTo("whole");
        assertThat(asked).hasValue(0);
    }

    @Test
    void valueThatHasNotChanged_isNotTransformedAgain() throws Exception {
        CacheOptions stale = CacheOptions.ttl("1h").staleTtl("1h").<String>storeAs(text -> text.substring(1));
        assertThat(fetch(here, stale, "whole")).isEqualTo("whole");
        here.expire("post:1");
        assertThat(here.<String, RuntimeException>fetchWith(KEY, stale, context -> context.notModified()))
                .isEqualTo("hole");
        Awaitility.await().untilAsserted(() -> assertThat(there.get(KEY)).contains("hole"));
    }

    @Test
    void outage_keepsWhatWouldBeStored() {
        fixture.backend.fail();
        assertThat(fetch(here, shortened, "whole")).isEqualTo("whole");
        assertThat(fetch(here, shortened, "other")).isEqualTo("w");
    }
}
