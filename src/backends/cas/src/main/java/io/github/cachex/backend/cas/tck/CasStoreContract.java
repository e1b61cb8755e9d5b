// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.backend.cas.CasStore;
import io.github.cachex.spi.CallBudget;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link CasStore} keeps. */
public interface CasStoreContract {
    /** Returns the store under test. */
    CasStore store();

    /** Returns a store over the same records as another JVM would hold it; the same one all through a test. */
    CasStore otherJvm();

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String name() {
        return "tck:1:{contract:" + UUID.randomUUID() + " é\u4e16}";
    }

    private boolean put(CasStore store, String name, long expected, String text) {
        OptionalLong version =
                store.put(name, expected, text.getBytes(StandardCharsets.UTF_8), CasStore.NEVER, budget());
        if (version.isPresent()) {
            assertThat(version).hasValue(version(name));
        }
        return version.isPresent();
    }

    private long version(String name) {
        return store().get(name, budget()).map(CasStore.Versioned::version).orElse(CasStore.ABSENT);
    }

    /** What was never put is not there. */
    @Test
    default void nothing_isAbsent() {
        assertThat(store().get(name(), budget())).isEmpty();
        assertThat(store().delete(name(), 7, budget())).isFalse();
    }

    /** Bytes mean nothing, and every JVM reads the same. */
    @Test
    default void record_comesBackAsItWasPut() {
        byte[] all = new byte[256];
        IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
        for (byte[] bytes : List.of(all, new byte[0], new byte[(int) Math.min(1 << 20, store().largestRecord())])) {
            String name = name();
            assertThat(store().put(name, CasStore.ABSENT, bytes, CasStore.NEVER, budget()))
                    .isPresent();
            assertThat(otherJvm().get(name, budget()).orElseThrow().bytes()).isEqualTo(bytes);
        }
    }

    /** Who expects what is there stores, and nobody else. */
    @Test
    default void put_succeedsForWhoKnowsWhatIsThere() {
        String name = name();
        assertThat(put(store(), name, 7, "a")).isFalse();
        assertThat(put(store(), name, CasStore.ABSENT, "a")).isTrue();
        long first = version(name);
        assertThat(first).isNotEqualTo(CasStore.ABSENT);
        assertThat(put(otherJvm(), name, CasStore.ABSENT, "b")).isFalse();
        assertThat(put(otherJvm(), name, first, "c")).isTrue();
        assertThat(put(store(), name, first, "d")).isFalse();
        assertThat(store().get(name, budget()).orElseThrow().bytes()).isEqualTo(new byte[] {'c'});
    }

    /** Who expects what is there deletes it, and nobody else. */
    @Test
    default void delete_succeedsForWhoKnowsWhatIsThere() {
        String name = name();
        put(store(), name, CasStore.ABSENT, "a");
        long first = version(name);
        put(store(), name, first, "b");
        assertThat(otherJvm().delete(name, first, budget())).isFalse();
        assertThat(otherJvm().delete(name, version(name), budget())).isTrue();
        assertThat(store().get(name, budget())).isEmpty();
    }

    /** Who read what was deleted, and is there again, has not read this. */
    @Test
    default void versions_neverComeBack() {
        String name = name();
        put(store(), name, CasStore.ABSENT, "same");
        long first = version(name);
        store().delete(name, first, budget());
        put(otherJvm(), name, CasStore.ABSENT, "same");
        assertThat(version(name)).isNotEqualTo(first);
        assertThat(put(store(), name, first, "other")).isFalse();
    }

    /** Several are read and changed at once as each would be alone. */
    @Test
    default void severalAtOnce_areLikeEachAlone() {
        List<String> names = Stream.generate(CasStoreContract::name).limit(250).toList();
        List<CasStore.Change> puts = names.stream()
                .map(name -> new CasStore.Change(name, CasStore.ABSENT, bytes(name), CasStore.NEVER))
                .toList();
        List<OptionalLong> versions = store().changeAll(puts, budget());
        assertThat(versions).hasSize(names.size()).allMatch(OptionalLong::isPresent);
        assertThat(store().changeAll(puts, budget())).containsOnly(OptionalLong.empty());
        Map<String, CasStore.Versioned> there = otherJvm().getAll(names, budget());
        assertThat(there).containsOnlyKeys(names);
        assertThat(Objects.requireNonNull(there.get(names.get(1))).bytes()).isEqualTo(bytes(names.get(1)));
        List<CasStore.Change> deletes = names.stream()
                .map(name -> new CasStore.Change(
                        name,
                        name.equals(names.get(0))
                                ? 7
                                : Objects.requireNonNull(there.get(name)).version(),
                        null,
                        CasStore.NEVER))
                .toList();
        assertThat(otherJvm().changeAll(deletes, budget()))
                .startsWith(OptionalLong.empty(), OptionalLong.of(CasStore.ABSENT));
        assertThat(store().getAll(names, budget())).containsOnlyKeys(names.get(0));
        assertThat(store().getAll(List.of(), budget())).isEmpty();
    }

    /** Comparing and setting are one step. */
    @Test
    default void ofManyAtOnce_oneSucceeds() {
        String name = name();
        for (int round = 0; round < 20; round++) {
            long expected = version(name);
            List<CompletableFuture<Boolean>> all = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> put(i % 2 == 0 ? store() : otherJvm(), name, expected, "by " + i)))
                    .toList();
            assertThat(all.stream().filter(CompletableFuture::join)).hasSize(1);
        }
    }
}
