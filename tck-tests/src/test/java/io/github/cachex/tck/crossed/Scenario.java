// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.crossed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.tck.crossed.CountedSource.SourceDown;
import io.github.cachex.testkit.Barrier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What one cache lives through, with the value and the number of loads expected at each step, as {@link Promises} have it. */
final class Scenario {
    private static final int FOLLOWERS = 3;

    private final Promises promises;
    private final Calls calls;
    private final CountedSource source;
    private final ExecutorService threads;

    Scenario(Combination combination, Calls calls, ExecutorService threads) {
        this.promises = new Promises(combination);
        this.calls = calls;
        this.source = calls.source();
        this.threads = threads;
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Runs all steps; returns what was not as promised. */
    List<String> run() {
        List<String> wrong = new ArrayList<>();
        step("cold, hits and invalidated", this::coldThenHits, wrong);
        step("callers at once", this::atOnce, wrong);
        step("invalidated by tag", this::byTag, wrong);
        step("invalidated during a load", this::duringLoad, wrong);
        step("failing loads", this::failing, wrong);
        step("after its ttl", this::expired, wrong);
        step("refreshed ahead", this::ahead, wrong);
        step("hard timeout", this::hasty, wrong);
        return wrong;
    }

    private static void step(String name, Step step, List<String> wrong) {
        try {
            step.run();
        } catch (Exception | AssertionError e) {
            wrong.add(name + ": " + e);
        }
    }

    /** Fetches {@code id}, which is to answer version {@code version}; each caller may do with its value as it likes. */
    private void expect(Kind kind, String id, int version) throws Exception {
        check(calls.fetch(kind, id), id, version);
    }

    private void check(List<@Nullable List<String>> values, String id, int version) {
        List<String> ids = calls.together(id);
        for (int i = 0; i < ids.size(); i++) {
            assertThat(values.get(i))
                    .as(ids.get(i))
                    .isEqualTo(promises.isEmpty() ? null : List.of(ids.get(i), "version " + version));
            if (values.get(i) != null && promises.isOwn()) {
                values.get(i).clear();
            }
        }
    }

    private void expectLoads(String id, int loads) {
        for (String each : calls.together(id)) {
            assertThat(source.loads(each)).as("loads of " + each).isEqualTo(loads);
        }
    }

    private void awaitLoads(String id, int loads) {
        for (String each : calls.together(id)) {
            await("loads of " + each, () -> source.loads(each) == loads);
        }
    }

    private static void await(String what, Callable<Boolean> until) {
        Awaitility.await(what)
                .atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(until);
    }

    private void change(String id) {
        calls.together(id).forEach(source::change);
    }

    /** Fetches until nothing is loaded for it: a transaction's value may not be stored right after a write of the same node. */
    private int settled(Kind kind, String id, int version) throws Exception {
        if (promises.isKeptLater()) {
            await("a hit of " + id, () -> {
                int before = source.loads(id);
                expect(kind, id, version);
                return source.loads(id) == before;
            });
        }
        return source.loads(id);
    }

    private void coldThenHits() throws Exception {
        // A transaction stores nothing before its cache has first heard of the others.
        expect(Kind.PLAIN, "first", 1);
        settled(Kind.PLAIN, "first", 1);
        String id = "cold";
        expect(Kind.PLAIN, id, 1);
        expectLoads(id, 1);
        hits(id, 1, 1);

        int loads = source.loads(id);
        change(id);
        calls.invalidate(Kind.PLAIN, id);
        expect(Kind.PLAIN, id, 2);
        expectLoads(id, loads + 1);
        hits(id, 2, settled(Kind.PLAIN, id, 2));

        loads = source.loads(id);
        calls.invalidateTag("another");
        hits(id, 2, settled(Kind.PLAIN, id, 2));
        assertThat(source.loads(id) - loads).as("loads after another's tag").isEqualTo(promises.loadsOfHits(2));
    }

    private void hits(String id, int version, int loads) throws Exception {
        expect(Kind.PLAIN, id, version);
        expect(Kind.PLAIN, id, version);
        expectLoads(id, loads + promises.loadsOfHits(2));
    }

    private void atOnce() throws Exception {
        String id = "crowd";
        if (!promises.sharesLoads() && !promises.loadsAlone()) {
            return;
        }
        Barrier loading = promises.loadsAlone() ? source.holdAll(id) : source.holdNext(id);
        List<Future<List<@Nullable List<String>>>> callers = new ArrayList<>();
        callers.add(threads.submit(() -> calls.fetch(Kind.PLAIN, id)));
        loading.await();
        for (int i = 0; i < FOLLOWERS; i++) {
            callers.add(threads.submit(() -> calls.fetch(Kind.PLAIN, id)));
        }
        if (promises.loadsAlone()) {
            loading.await(FOLLOWERS + 1);
        }
        loading.open();
        for (Future<List<@Nullable List<String>>> caller : callers) {
            check(caller.get(1, TimeUnit.MINUTES), id, 1);
        }
        if (promises.loadsAlone()) {
            expectLoads(id, FOLLOWERS + 1);
        } else if (promises.isStored()) {
            expectLoads(id, 1);
        } else {
            calls.together(id)
                    .forEach(each ->
                            assertThat(source.mostAtOnce(each)).as("at once").isEqualTo(1));
        }
    }

    private void byTag() throws Exception {
        String id = "tagged";
        expect(Kind.PLAIN, id, 1);
        change(id);
        calls.invalidateTag(id);
        if (!promises.hasTags()) {
            expect(Kind.PLAIN, id, promises.isServed() ? 1 : 2);
            expectLoads(id, 1 + promises.loadsOfHits(1));
            return;
        }
        List<@Nullable List<String>> values = calls.fetch(Kind.PLAIN, id);
        // The twin has the same tag.
        check(values, id, 2);
        expectLoads(id, 2);
        hits(id, 2, settled(Kind.PLAIN, id, 2));
    }

    private void duringLoad() throws Exception {
        if (promises.isByHand()) {
            return;
        }
        String id = "during";
        Barrier loading = source.holdNext(id);
        Future<List<@Nullable List<String>>> before = threads.submit(() -> calls.fetch(Kind.PLAIN, id));
        loading.await();
        source.change(id);
        calls.invalidate(Kind.PLAIN, id);
        List<@Nullable List<String>> after =
                threads.submit(() -> calls.fetch(Kind.PLAIN, id)).get(30, TimeUnit.SECONDS);
        loading.open();
        expectFirst(id, before.get(1, TimeUnit.MINUTES), 1);
        expectFirst(id, after, 2);
        expectFirst(id, calls.fetch(Kind.PLAIN, id), 2);
    }

    private void expectFirst(String id, List<@Nullable List<String>> values, int version) {
        assertThat(values.get(0)).isEqualTo(promises.isEmpty() ? null : List.of(id, "version " + version));
    }

    private void failing() throws Exception {
        String id = "failing";
        expect(Kind.PLAIN, id, 1);
        calls.expire(Kind.PLAIN, id);
        change(id);
        calls.together(id).forEach(each -> source.breakDown(each, true));
        int loads = 1;
        for (int i = 0; i < 3; i++) {
            if (promises.standsIn()) {
                expect(Kind.PLAIN, id, 1);
                loads += promises.hasCooldown() && i > 0 ? 0 : 1;
                awaitFailed(id, loads);
            } else {
                assertThatThrownBy(() -> calls.fetch(Kind.PLAIN, id)).isInstanceOf(SourceDown.class);
                loads++;
                assertThat(source.loads(id)).as("loads that fail").isEqualTo(loads);
            }
        }
        calls.together(id).forEach(each -> source.breakDown(each, false));
        calls.invalidate(Kind.PLAIN, id);
        int before = source.loads(id);
        expect(Kind.PLAIN, id, 2);
        assertThat(source.loads(id)).as("loads once it works again").isEqualTo(before + 1);
    }

    private void awaitFailed(String id, int loads) {
        await(
                "failing loads of " + id + " are " + loads + ", not " + source.loads(id),
                () -> source.loads(id) == loads);
    }

    private void expired() throws Exception {
        String id = "brief";
        expect(Kind.BRIEF, id, 1);
        await("the end of " + id, () -> calls.isGone(Kind.BRIEF, id));
        change(id);
        expect(Kind.BRIEF, id, promises.isServedStaleAtOnce() ? 1 : 2);
        awaitLoads(id, 2);
    }

    private void ahead() throws Exception {
        String id = "ahead";
        if (!promises.refreshesAhead()) {
            return;
        }
        expect(Kind.AHEAD, id, 1);
        expectLoads(id, 1);
        Barrier loading = source.holdNext(id);
        change(id);
        await("the refresh of " + id, () -> {
            expectFirst(id, calls.fetch(Kind.AHEAD, id), 1);
            return source.loads(id) == 2;
        });
        loading.await();
        for (int i = 0; i < 3; i++) {
            expectFirst(id, calls.fetch(Kind.AHEAD, id), 1);
            assertThat(source.loads(id)).as("loads while one refreshes").isEqualTo(2);
        }
        loading.open();
        if (!promises.isEmpty()) {
            await(
                    "the new value of " + id,
                    () -> calls.fetch(Kind.AHEAD, id).get(0).contains("version 2"));
        }
        assertThat(source.mostAtOnce(id)).as("at once").isEqualTo(1);
    }

    private void hasty() throws Exception {
        String id = "hasty";
        if (!promises.endsInTime()) {
            return;
        }
        int loads = 0;
        boolean stale = promises.standsIn();
        if (stale) {
            storeHasty(id);
            loads = source.loads(id);
            change(id);
            calls.expire(Kind.HASTY, id);
        }
        Barrier loading = source.holdNext(id);
        if (stale) {
            expect(Kind.HASTY, id, 1);
        } else {
            assertThatThrownBy(() -> calls.fetch(Kind.HASTY, id)).isInstanceOf(CacheTimeoutException.class);
        }
        loading.await();
        assertThat(source.loads(id)).as("loads under way").isEqualTo(loads + 1);
        loading.open();
        if (promises.isStored()) {
            await("the value of " + id, () -> calls.isStored(Kind.HASTY, id));
        }
        await("the end of the load", () -> !source.isLoading(id));
        assertThat(source.loads(id)).as("loads in all").isEqualTo(loads + 1);
    }

    private void storeHasty(String id) throws Exception {
        try {
            expect(Kind.HASTY, id, 1);
        } catch (CacheTimeoutException slow) {
            // The load goes on.
        }
        await("a value of " + id, () -> calls.isStored(Kind.HASTY, id));
    }
}
