// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.PartialFailureException;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.tck.RecordingLinkListener.Disconnected;
import io.github.cachex.tck.RecordingLinkListener.Marked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * What every backend with {@link BackendParts} keeps: a part that does not answer is of no consequence for the keys of the others. For
 * one that has leases and marks, and at least two parts.
 */
public interface PartsContract extends BackendUnderTest {
    /** How many keys are asked for at once. */
    int SEVERAL = 60;

    /** Lets {@code part} answer nothing, or refuse everything, from now on. */
    void stop(String part);

    /** Lets {@code part} answer again, whether it was stopped or not. */
    void resume(String part);

    /** Returns a budget within which a part that is stopped is given up. */
    default CallBudget shortBudget() {
        return CallBudget.of(Duration.ofSeconds(2));
    }

    /** Returns the parts of the backend. */
    default BackendParts parts() {
        return backend().parts().orElseThrow();
    }

    /** Returns a key that nobody else uses and {@code part} holds. */
    default EntryKey newKey(String part) {
        return Stream.generate(this::newKey)
                .filter(key -> parts().of(key).equals(part))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the place of a cache that nobody else uses and whose marks {@code part} holds. */
    default CacheSpace newSpace(String part) {
        return Stream.generate(this::newSpace)
                .filter(cache -> parts().of(cache).equals(part))
                .findFirst()
                .orElseThrow();
    }

    /** Returns keys of all parts, in turn. */
    private List<EntryKey> keysOfAll() {
        List<EntryKey> keys = new ArrayList<>();
        while (keys.size() < SEVERAL) {
            parts().names().forEach(part -> keys.add(newKey(part)));
        }
        return keys;
    }

    private Set<EntryKey> of(String part, Collection<EntryKey> keys) {
        return keys.stream().filter(key -> parts().of(key).equals(part)).collect(Collectors.toSet());
    }

    private Set<EntryKey> besides(String part, Collection<EntryKey> keys) {
        Set<EntryKey> others = new HashSet<>(keys);
        others.removeAll(of(part, keys));
        return others;
    }

    private Map<EntryKey, NewEntry> stored(List<EntryKey> keys) {
        Map<EntryKey, NewEntry> entries = new LinkedHashMap<>();
        keys.forEach(key -> entries.put(key, entry(key.id())));
        backend().writeAll(entries, budget());
        return entries;
    }

    /** Stops a part, and returns what {@code operation} answers for the keys of the others; only those of that part may fail. */
    private Object inPart(List<EntryKey> keys, Function<CallBudget, Object> operation) {
        String stopped = parts().of(keys.get(0));
        stop(stopped);
        try {
            PartialFailureException partial =
                    catchThrowableOfType(PartialFailureException.class, () -> operation.apply(shortBudget()));
            assertThat(partial).as("a failure in part").isNotNull();
            assertThat(partial.failures()).containsOnlyKeys(of(stopped, keys));
            assertThat(new HashSet<>(partial.failures().values())).hasSize(1);
            return partial.answer();
        } finally {
            resume(stopped);
        }
    }

    private void awaitBack(EntryKey key) {
        Awaitility.await("the part that was stopped")
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(CacheBackendException.class)
                .until(() -> {
                    var unused = backend().read(key, shortBudget());
                    return true;
                });
    }

    /** Each key and cache has one part, the same each time, which can be told of. */
    @Test
    default void keysAndCaches_haveAPartEach() {
        assertThat(parts().names()).hasSizeGreaterThan(1);
        for (int i = 0; i < SEVERAL; i++) {
            EntryKey key = newKey();
            CacheSpace cache = newSpace();
            assertThat(parts().names()).contains(parts().of(key), parts().of(cache));
            assertThat(parts().of(new EntryKey(key.namespace(), key.cache(), key.id())))
                    .isEqualTo(parts().of(key));
            assertThat(parts().of(new CacheSpace(cache.namespace(), cache.cache())))
                    .isEqualTo(parts().of(cache));
        }
        assertThat(parts().names()).allSatisfy(part -> {
            assertThat(parts().describe(part)).isNotBlank();
            assertThat(newKey(part)).isNotNull();
            assertThat(newSpace(part)).isNotNull();
        });
    }

    /** What is asked of all parts at once is answered by all. */
    @Test
    default void severalKeysOfAllParts_areLikeEachAlone() {
        List<EntryKey> keys = keysOfAll();
        Map<EntryKey, NewEntry> entries = stored(keys);
        assertThat(backend().readAll(keys, budget())).containsOnlyKeys(keys);
        assertThat(backend().invalidate(keys, budget())).isEqualTo(keys.size());
        Map<EntryKey, LeaseRequest> requests = requests(entries);
        assertThat(leases().acquireAll(requests, budget()).values())
                .extracting(LeaseAnswer::lease)
                .containsOnly(LeaseState.WON);
        assertThat(leases().storeAll(entries, budget())).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(backend().expire(keys, budget())).isEqualTo(keys.size());
    }

    private static Map<EntryKey, LeaseRequest> requests(Map<EntryKey, NewEntry> entries) {
        return entries.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new LeaseRequest(entry.getValue().entryId(), LONG, StoredEntry.UNREADABLE)));
    }

    /** One key of a part that answers is read and written while another part does not. */
    @Test
    default void stoppedPart_failsItsOwnKeysAlone() {
        List<EntryKey> keys = keysOfAll();
        stored(keys);
        String stopped = parts().of(keys.get(0));
        stop(stopped);
        try {
            besides(stopped, keys).forEach(key -> assertThat(content(key)).isEqualTo(key.id()));
            assertThatThrownBy(() -> backend().read(keys.get(0), shortBudget()))
                    .isInstanceOf(CacheBackendException.class)
                    .isNotInstanceOf(PartialFailureException.class);
        } finally {
            resume(stopped);
        }
        awaitBack(keys.get(0));
    }

    /** Several are read but for those of the part that does not answer. */
    @Test
    default void readAll_answersForThePartsThatDo() {
        List<EntryKey> keys = keysOfAll();
        stored(keys);
        Object found = inPart(keys, budget -> backend().readAll(keys, budget));
        assertThat(((Map<?, ?>) found).keySet().stream().map(EntryKey.class::cast))
                .containsExactlyInAnyOrderElementsOf(besides(parts().of(keys.get(0)), keys));
        awaitBack(keys.get(0));
    }

    /** Several are written but for those of the part that does not answer. */
    @Test
    default void writeAll_writesWhatItCan() {
        List<EntryKey> keys = keysOfAll();
        Map<EntryKey, NewEntry> entries = new LinkedHashMap<>();
        keys.forEach(key -> entries.put(key, entry(key.id())));
        Object done = inPart(keys, budget -> {
            backend().writeAll(entries, budget);
            return true;
        });
        assertThat(done).isEqualTo(true);
        besides(parts().of(keys.get(0)), keys)
                .forEach(key -> assertThat(content(key)).isEqualTo(key.id()));
        awaitBack(keys.get(0));
    }

    /** Several are removed but for those of the part that does not answer; the count is of the others. */
    @Test
    default void invalidate_removesWhatItCan() {
        List<EntryKey> keys = keysOfAll();
        stored(keys);
        Set<EntryKey> others = besides(parts().of(keys.get(0)), keys);
        assertThat(inPart(keys, budget -> backend().invalidate(keys, budget))).isEqualTo((long) others.size());
        others.forEach(key -> assertThat(content(key)).isEqualTo("nothing"));
        awaitBack(keys.get(0));
    }

    /** Several are expired but for those of the part that does not answer. */
    @Test
    default void expire_endsWhatItCan() {
        List<EntryKey> keys = keysOfAll();
        stored(keys);
        Set<EntryKey> others = besides(parts().of(keys.get(0)), keys);
        assertThat(inPart(keys, budget -> backend().expire(keys, budget))).isEqualTo((long) others.size());
        awaitBack(keys.get(0));
    }

    /** Leases of the parts that answer are won, and what is stored under them is stored. */
    @Test
    default void leases_areThoseOfThePartsThatAnswer() {
        List<EntryKey> keys = keysOfAll();
        Map<EntryKey, NewEntry> entries = new LinkedHashMap<>();
        keys.forEach(key -> entries.put(key, entry(key.id())));
        Set<EntryKey> others = besides(parts().of(keys.get(0)), keys);
        Object answers = inPart(keys, budget -> leases().acquireAll(requests(entries), budget));
        assertThat(((Map<?, ?>) answers).keySet().stream().map(EntryKey.class::cast))
                .containsExactlyInAnyOrderElementsOf(others);
        awaitBack(keys.get(0));
        leases().acquireAll(requests(entries), budget());
        Object stored = inPart(keys, budget -> leases().storeAll(entries, budget));
        assertThat(stored).isEqualTo(others);
        others.forEach(key -> assertThat(content(key)).isEqualTo(key.id()));
        awaitBack(keys.get(0));
    }

    /** Marks of caches whose part answers are made, kept and told while another part does not. */
    @Test
    default void marks_areMadeWhereTheirPartAnswers() {
        List<String> names = List.copyOf(parts().names());
        CacheSpace here = newSpace(names.get(0));
        CacheSpace there = newSpace(names.get(1));
        stop(names.get(1));
        try {
            TagBounds bounds = new TagBounds(100, Duration.ofMinutes(5));
            TagState made = tags().mark(here, Set.of("tred"), new MarkPosition(newId(), 0), bounds, budget());
            assertThat(made.marks()).containsOnlyKeys("tred");
            assertThat(tags().peek(List.of(here), budget())).hasSize(1);
            assertThatThrownBy(() ->
                            tags().mark(there, Set.of("tred"), new MarkPosition(newId(), 0), bounds, shortBudget()))
                    .isInstanceOf(CacheBackendException.class);
        } finally {
            resume(names.get(1));
        }
        awaitBack(newKey(names.get(1)));
    }

    /**
     * Who has joined on the link of a part hears of the changes of its entries, or of its marks alone where nobody is told of those; and
     * is answered there.
     */
    @Test
    default void linkOfAPart_tellsOfItsOwnKeys() {
        for (String part : parts().names()) {
            CacheSpace cache = markedSpace(part);
            try (RecordingLinkListener listener =
                    RecordingLinkListener.at(parts().link(part).orElseThrow(), cache)) {
                hearChange(part, cache, listener);
                assertThat(listener.beat()).isNotEmpty();
            }
        }
    }

    /** While one part does not answer, the link of another tells of changes as before. */
    @Test
    default void linkOfAPartThatAnswers_goesOnWhileAnotherIsStopped() {
        List<String> names = List.copyOf(parts().names());
        CacheSpace cache = markedSpace(names.get(0));
        try (RecordingLinkListener listener =
                RecordingLinkListener.at(parts().link(names.get(0)).orElseThrow(), cache)) {
            stop(names.get(1));
            try {
                hearChange(names.get(0), cache, listener);
                assertThat(listener.beat()).doesNotContain(new Disconnected());
            } finally {
                resume(names.get(1));
            }
        }
        awaitBack(newKey(names.get(1)));
    }

    private CacheSpace markedSpace(String part) {
        CacheSpace cache = newSpace(part);
        mark(cache, "tfirst");
        return cache;
    }

    private void mark(CacheSpace cache, String mark) {
        otherJvm()
                .tags()
                .orElseThrow()
                .mark(
                        cache,
                        Set.of(mark),
                        new MarkPosition(newId(), 0),
                        new TagBounds(100, Duration.ofMinutes(5)),
                        budget());
    }

    private void hearChange(String part, CacheSpace cache, RecordingLinkListener listener) {
        if (parts().link(part).orElseThrow().tellsChanges()) {
            EntryKey key = Stream.generate(() -> cache.key(newKey().id()))
                    .filter(one -> parts().of(one).equals(part))
                    .findFirst()
                    .orElseThrow();
            otherJvm().write(key, entry("written"), budget());
            listener.waitForChange(cache, key.id());
        } else {
            mark(cache, "tsecond");
            assertThat(listener.heard(Marked.class))
                    .anySatisfy(marked -> assertThat(marked.state().marks()).containsKey("tsecond"));
        }
    }
}
