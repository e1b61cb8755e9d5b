// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Invalidation.Outcome;
import io.github.cachex.event.BreakerState;
import io.github.cachex.event.CacheEvent.BreakerChanged;
import io.github.cachex.event.CacheEvent.Invalidated;
import io.github.cachex.event.CacheEvent.LinkChanged;
import io.github.cachex.event.CacheEvent.OutageServed;
import io.github.cachex.event.CacheEvent.Stored;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FakePart;
import io.github.cachex.testkit.PartedBackend;
import io.github.cachex.testkit.RecordingListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One part's trouble is its own. The marks of the cache are on the part "m". */
class PartsTest {
    private static final CacheOptions PLAIN = CacheOptions.defaults();
    private static final CacheKey<String> A = key("a:1");
    private static final CacheKey<String> B = key("b:1");

    private final FakeBackend fake = FakeBackend.create();
    private final PartedBackend backend = PartedBackend.over(fake, "m", "a", "b");
    private final FakePart a = backend.part("a");
    private final FakePart b = backend.part("b");
    private final RecordingListener heard = new RecordingListener();
    private final List<CacheHandler> opened = new ArrayList<>();
    private final CacheHandler here = open(backend, heard);
    private final CacheHandler there = open(PartedBackend.over(fake.sibling(), "m", "a", "b"), new RecordingListener());
    private final AtomicInteger loads = new AtomicInteger();

    private static CacheKey<String> key(String id) {
        return CacheKey.of(id, String.class);
    }

    private CacheHandler open(PartedBackend backend, RecordingListener listener) {
        CacheHandler handler = CacheHandler.builder()
                .name("posts")
                .backend(backend)
                .serializer(new JavaSerializer())
                .listener(listener)
                .property("cachex.jitter", "0")
                .property("cachex.backend-budget", "400ms")
                .property("cachex.breaker.probe", "20ms")
                .property("cachex.breaker.failures", "3")
                .property("cachex.link.heartbeat", "20ms")
                .build();
        opened.add(handler);
        return handler;
    }

    @BeforeEach
    void linksAreUp() {
        Awaitility.await().until(() -> here.stats().linkUp() && there.stats().linkUp());
        Awaitility.await().until(() -> isKept(B));
        here.clear();
    }

    @AfterEach
    void close() {
        backend.names().forEach(part -> backend.part(part).heal());
        opened.forEach(CacheHandler::close);
    }

    private String load() {
        return "value " + loads.incrementAndGet();
    }

    /** Returns whether a value that was read a moment ago is served by this JVM. */
    private boolean isKept(CacheKey<String> key) {
        here.fetch(key, () -> "kept");
        long before = here.stats().nearHits();
        here.fetch(key, () -> "kept");
        return here.stats().nearHits() > before;
    }

    private void open(FakePart part, CacheKey<String> key) {
        part.fail();
        for (int i = 0; i < 3; i++) {
            here.get(key);
        }
        assertThat(here.stats().breaker()).isEqualTo(BreakerState.OPEN);
    }

    private void awaitRecovery() {
        Awaitility.await().until(() -> here.stats().breaker() == BreakerState.CLOSED);
    }

    @Test
    void deadPart_isOfNoConsequenceForTheOthers() {
        open(a, A);
        assertThat(here.fetch(B, this::load)).isEqualTo("value 1");
        assertThat(there.fetch(B, this::load)).isEqualTo("value 1");
        assertThat(here.fetch(B, this::load)).isEqualTo("value 1");
        assertThat(isKept(B)).isTrue();
        assertThat(here.invalidate("b:1").outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(there.get(B)).isEmpty();
        assertThat(here.invalidateTags("news").outcome()).isEqualTo(Outcome.APPLIED);
        here.put(B, "put");
        assertThat(there.get(B)).contains("put");
        assertThat(here.stats().queuedInvalidations()).isZero();
        assertThat(heard.events(OutageServed.class)).isEmpty();
    }

    @Test
    void deadPart_hasItsOwnOutage() {
        open(a, A);
        assertThat(here.fetch(A, this::load)).isEqualTo("value 1");
        assertThat(here.fetch(A, this::load)).isEqualTo("value 1");
        assertThat(heard.events(OutageServed.class))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.id()).isEqualTo("a:1"));
        assertThat(here.invalidate("a:1").outcome()).isEqualTo(Outcome.QUEUED);
        assertThat(here.fetch(A, this::load)).isEqualTo("value 2");
    }

    @Test
    void changesOfABreaker_nameItsPart() {
        open(a, A);
        a.heal();
        awaitRecovery();
        Awaitility.await().until(() -> heard.count(BreakerChanged.class) == 2);
        assertThat(heard.events(BreakerChanged.class)).allSatisfy(event -> {
            assertThat(event.cache()).isEqualTo("*");
            assertThat(event.id()).isEqualTo("a at fake:a");
        });
    }

    @Test
    void recoveredPart_isToldWhatItMissedBeforeItIsRead() {
        there.put(A, "old");
        open(a, A);
        assertThat(here.invalidate("a:1").outcome()).isEqualTo(Outcome.QUEUED);
        a.heal();
        a.fail(BackendOperation.INVALIDATE);
        int tried = a.calls(BackendOperation.INVALIDATE);
        Awaitility.await().until(() -> a.calls(BackendOperation.INVALIDATE) >= tried + 2);
        assertThat(here.stats().breaker()).isEqualTo(BreakerState.OPEN);
        assertThat(here.fetch(A, this::load)).isEqualTo("value 1");
        a.heal();
        awaitRecovery();
        assertThat(here.stats().queuedInvalidations()).isZero();
        assertThat(there.get(A)).isEmpty();
    }

    @Test
    void queueOfADeadPart_keepsNothingFromTheOthers() {
        open(a, A);
        here.invalidate("a:1");
        b.fail(BackendOperation.INVALIDATE);
        assertThat(here.invalidate("b:1").outcome()).isEqualTo(Outcome.QUEUED);
        assertThat(here.stats().queuedInvalidations()).isEqualTo(2);
        b.heal();
        Awaitility.await().until(() -> here.stats().queuedInvalidations() == 1);
        assertThat(here.fetch(B, this::load)).isEqualTo("value 1");
        assertThat(there.get(B)).contains("value 1");
    }

    private Map<CacheKey<String>, String> loadAll(Collection<? extends CacheKey<String>> keys) {
        loads.incrementAndGet();
        Map<CacheKey<String>, String> values = new LinkedHashMap<>();
        keys.forEach(key -> values.put(key, "loaded " + key.id()));
        return values;
    }

    private Map<CacheKey<String>, String> fetchBoth() {
        List<CacheKey<String>> keys = List.of(A, key("a:2"), B, key("b:2"));
        return here.fetchAll(keys, PLAIN, this::loadAll);
    }

    private void assertThatBothAreLoadedOnce() {
        assertThat(fetchBoth().values()).containsExactly("loaded a:1", "loaded a:2", "there", "loaded b:2");
        assertThat(loads).hasValue(1);
        assertThat(there.get(key("b:2"))).contains("loaded b:2");
        assertThat(heard.events(Stored.class)).extracting(Stored::id).containsExactly("b:2");
    }

    @Test
    void fetchAllWhileAPartIsDown_loadsOnceAllThatIsMissingAndStoresWhatItCan() {
        there.put(B, "there");
        open(a, A);
        heard.clear();
        assertThatBothAreLoadedOnce();
    }

    @Test
    void fetchAllWhileAPartHangs_readsAndStoresWhatTheOthersHold() {
        there.put(B, "there");
        heard.clear();
        a.hang();
        assertThatBothAreLoadedOnce();
        assertThat(here.stats().breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void getAllWhileAPartIsDown_answersForTheOthers() {
        there.put(A, "there");
        there.put(B, "there");
        a.fail();
        assertThat(here.getAll(List.of(A, B))).containsOnlyKeys(B);
        open(a, A);
        assertThat(here.getAll(List.of(A, B))).containsOnlyKeys(B);
    }

    @Test
    void operationsOnSeveralKeys_openTheBreakerOfTheirSickPartAlone() {
        a.fail();
        for (int i = 0; i < 3; i++) {
            here.getAll(List.of(A, B));
        }
        assertThat(here.stats().breaker()).isEqualTo(BreakerState.OPEN);
        int asked = a.calls(BackendOperation.READ_ALL);
        here.getAll(List.of(A, B));
        assertThat(a.calls(BackendOperation.READ_ALL)).isEqualTo(asked);
        assertThat(heard.events(BreakerChanged.class))
                .extracting(BreakerChanged::id)
                .containsExactly("a at fake:a");
    }

    @Test
    void invalidationOfSeveral_isQueuedForTheSickPartAlone() {
        there.put(B, "there");
        a.fail();
        assertThat(here.invalidate("a:1", "b:1").outcome()).isEqualTo(Outcome.QUEUED);
        assertThat(there.get(B)).isEmpty();
        assertThat(heard.events(Invalidated.class))
                .filteredOn(Invalidated::queued)
                .extracting(Invalidated::id)
                .containsExactly("a:1");
        assertThat(here.stats().queuedInvalidations()).isEqualTo(1);
    }

    @Test
    void putAllWhileAPartIsDown_writesWhatItCan() {
        open(a, A);
        here.putAll(Map.of(A, "never", B, "written"), PLAIN);
        assertThat(there.get(B)).contains("written");
        assertThat(here.stats().queuedInvalidations()).isEqualTo(1);
    }

    @Test
    void cutLinkOfAPart_isDistrustedAloneAndNamed() {
        assertThat(isKept(B)).isTrue();
        Awaitility.await().until(() -> isKept(A));
        a.cutLink();
        assertThat(isKept(B)).isTrue();
        assertThat(isKept(A)).isFalse();
        assertThat(here.stats().linkUp()).isFalse();
        Awaitility.await().until(() -> heard.count(LinkChanged.class) > 3);
        assertThat(heard.events(LinkChanged.class))
                .filteredOn(event -> !event.up())
                .extracting(LinkChanged::id)
                .containsOnly("a at fake:a");
        a.mendLink();
        Awaitility.await().until(() -> isKept(A));
    }

    /** An entry is as good as the marks of its cache. */
    @Test
    void cutLinkOfTheMarks_letsNothingOfTheCacheBeServedUnasked() {
        assertThat(isKept(B)).isTrue();
        backend.part("m").cutLink();
        assertThat(isKept(B)).isFalse();
        backend.part("m").mendLink();
        Awaitility.await().until(() -> isKept(B));
    }

    @Test
    void movedKeys_areSuspectOnce() {
        assertThat(isKept(B)).isTrue();
        int asked = b.calls(BackendOperation.READ);
        backend.move("b", "c");
        here.fetch(B, this::load);
        assertThat(loads).hasValue(0);
        assertThat(backend.part("c").calls(BackendOperation.READ)).isPositive();
        assertThat(b.calls(BackendOperation.READ)).isEqualTo(asked);
        Awaitility.await().until(() -> isKept(B));
        there.invalidate("b:1");
        assertThat(here.fetch(B, this::load)).isEqualTo("value 1");
    }

    @Test
    void queueOfAPartThatWent_isHandedOn() {
        there.put(A, "old");
        open(a, A);
        assertThat(here.invalidate("a:1").outcome()).isEqualTo(Outcome.QUEUED);
        backend.move("a", "b");
        backend.drop("a");
        Awaitility.await().until(() -> here.stats().queuedInvalidations() == 0);
        assertThat(there.get(A)).isEmpty();
        assertThat(here.fetch(A, this::load)).isEqualTo("value 1");
        awaitRecovery();
    }
}
