// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.assertion;

import static io.github.cachex.testkit.assertion.CachexAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.testkit.RecordingListener;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CacheAssertTest {
    private final RecordingListener events = new RecordingListener();
    private boolean stored;

    /** A cache that has a name and holds everything or nothing. */
    private final CacheHandler cache = (CacheHandler) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {CacheHandler.class}, (proxy, method, arguments) -> {
                return method.getName().equals("name") ? "posts" : (Object) stored;
            });

    @BeforeEach
    void happen() {
        events.on(new CacheEvent.Missed("posts", "a"));
        events.on(new CacheEvent.Loaded("posts", "a", Duration.ZERO));
        events.on(new CacheEvent.Hit("posts", "a", true));
        events.on(new CacheEvent.StaleServed("posts", "a", CacheEvent.StaleServed.Reason.LOAD_FAILED));
        events.on(new CacheEvent.Invalidated("posts", "a", false));
        events.on(new CacheEvent.GroupInvalidated("posts", "*", false));
        events.on(new CacheEvent.Loaded("others", "a", Duration.ZERO));
        events.on(new CacheEvent.Loaded("others", "b", Duration.ZERO));
    }

    @Test
    void whatHappened_passes() {
        assertThat(cache, events)
                .loadedOnce("a")
                .wasNotLoaded("b")
                .wasMissed("a")
                .wasHit("a")
                .servedStale("a")
                .wasInvalidated("a")
                .wasInvalidatedBy("*")
                .isNotStored("a");
        stored = true;
        assertThat(cache, events).isStored("a");
    }

    private void fails(Consumer<CacheAssert> assertion, String message) {
        assertThatThrownBy(() -> assertion.accept(assertThat(cache, events)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("cache posts: " + message);
    }

    @Test
    void whatDidNot_isToldWithWhatDid() {
        String did = "; what happened to it: [Missed, Loaded, Hit, StaleServed, Invalidated]";
        fails(posts -> posts.loaded("a", 2), "expected 2 loads of a, and there were 1" + did);
        fails(posts -> posts.wasNotLoaded("a"), "expected 0 loads of a, and there were 1" + did);
        fails(posts -> posts.isStored("a"), "expected a to be stored, and it is not" + did);
        fails(posts -> posts.wasHit("b"), "expected a hit of b, and there was none; what happened to it: []");
        fails(posts -> posts.wasMissed("b"), "expected a miss of b, and there was none; what happened to it: []");
        fails(
                posts -> posts.servedStale("b"),
                "expected a stale value of b, and there was none; what happened to it: []");
        fails(
                posts -> posts.wasInvalidated("b"),
                "expected an invalidation of b, and there was none; what happened to it: []");
        fails(
                posts -> posts.wasInvalidatedBy("tag"),
                "expected an invalidation of tag, and there was none; what happened to it: []");
        stored = true;
        fails(posts -> posts.isNotStored("b"), "expected b not to be stored, and it is; what happened to it: []");
    }

    @Test
    void withoutATestThatRuns_thereAreNoEvents() {
        assertThatThrownBy(() -> assertThat(cache))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no @CachexTest runs; put it on the test class, or hand over the RecordingListener");
    }
}
