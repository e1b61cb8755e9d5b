// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.assertion;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.testkit.RecordingListener;
import java.util.List;

/**
 * Assertions on what a cache did and holds, each of which throws an {@link AssertionError} that tells what happened instead. What
 * happens in the background may still be under way: wait for it, for example with Awaitility's {@code untilAsserted}.
 */
public final class CacheAssert {
    private final CacheHandler cache;
    private final RecordingListener events;

    CacheAssert(CacheHandler cache, RecordingListener events) {
        this.cache = cache;
        this.events = events;
    }

    /** Asserts that the value under {@code id} was loaded exactly once, whoever asked for it. */
    public CacheAssert loadedOnce(String id) {
        return loaded(id, 1);
    }

    /** Asserts that the value under {@code id} was loaded {@code times} times. */
    public CacheAssert loaded(String id, int times) {
        return happened(CacheEvent.Loaded.class, id, "loads", times);
    }

    /** Asserts that no load of {@code id} has ended with a value. */
    public CacheAssert wasNotLoaded(String id) {
        return loaded(id, 0);
    }

    /** Asserts that a fresh value under {@code id} was served at least once, from the backend or the near cache. */
    public CacheAssert wasHit(String id) {
        return happened(CacheEvent.Hit.class, id, "a hit");
    }

    /** Asserts that {@code id} was asked for at least once, and nothing fresh was there. */
    public CacheAssert wasMissed(String id) {
        return happened(CacheEvent.Missed.class, id, "a miss");
    }

    /** Asserts that a stale value under {@code id} was served at least once. */
    public CacheAssert servedStale(String id) {
        return happened(CacheEvent.StaleServed.class, id, "a stale value");
    }

    /** Asserts that {@code id} was invalidated by itself at least once; tags, patterns and clear name no ids. */
    public CacheAssert wasInvalidated(String id) {
        return happened(CacheEvent.Invalidated.class, id, "an invalidation");
    }

    /** Asserts that entries were invalidated at least once by {@code group}: a tag, a pattern, or {@code *} for all. */
    public CacheAssert wasInvalidatedBy(String group) {
        return happened(CacheEvent.GroupInvalidated.class, group, "an invalidation");
    }

    /** Asserts that a fresh entry is stored under {@code id}, a cached null included. Asks the backend. */
    public CacheAssert isStored(String id) {
        return stored(id, true);
    }

    /** Asserts that no fresh entry is stored under {@code id}. Asks the backend. */
    public CacheAssert isNotStored(String id) {
        return stored(id, false);
    }

    private CacheAssert stored(String id, boolean expected) {
        boolean is = cache.contains(CacheKey.of(id, Object.class));
        return is == expected
                ? this
                : fail(
                        "expected " + id + (expected ? "" : " not") + " to be stored, and it is" + (is ? "" : " not"),
                        id);
    }

    private CacheAssert happened(Class<? extends CacheEvent> type, String id, String what, int times) {
        int count = count(type, id);
        return count == times
                ? this
                : fail("expected " + times + ' ' + what + " of " + id + ", and there were " + count, id);
    }

    private CacheAssert happened(Class<? extends CacheEvent> type, String id, String what) {
        return count(type, id) > 0 ? this : fail("expected " + what + " of " + id + ", and there was none", id);
    }

    private int count(Class<? extends CacheEvent> type, String id) {
        return (int) own(id).stream().filter(type::isInstance).count();
    }

    private List<CacheEvent> own(String id) {
        return events.events().stream()
                .filter(event ->
                        event.cache().equals(cache.name()) && event.id().equals(id))
                .toList();
    }

    private CacheAssert fail(String problem, String id) {
        throw new AssertionError("cache " + cache.name() + ": " + problem + "; what happened to it: "
                + own(id).stream()
                        .map(event -> event.getClass().getSimpleName())
                        .toList());
    }
}
