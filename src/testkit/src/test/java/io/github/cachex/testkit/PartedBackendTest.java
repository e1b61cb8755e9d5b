// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.tck.BackendContract;
import io.github.cachex.tck.ClockContract;
import io.github.cachex.tck.LeaseContract;
import io.github.cachex.tck.LinkContract;
import io.github.cachex.tck.PartsContract;
import io.github.cachex.tck.ScanContract;
import io.github.cachex.tck.TagContract;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Without faults it is the backend it wraps, in several parts. */
class PartedBackendTest
        implements BackendContract,
                LeaseContract,
                LinkContract,
                TagContract,
                ScanContract,
                ClockContract,
                PartsContract {
    private final ManualClock clock = ManualClock.create();
    private final FakeBackend inner = FakeBackend.on(clock);
    private final PartedBackend backend = PartedBackend.over(inner, "a", "b", "c");
    private final PartedBackend other = PartedBackend.over(inner.sibling(), "a", "b", "c");

    @Override
    public CacheBackend backend() {
        return backend;
    }

    @Override
    public CacheBackend otherJvm() {
        return other;
    }

    @Override
    public void pass(Duration time) {
        clock.advance(time);
    }

    @Override
    public CacheSpace newSpace() {
        return new CacheSpace("tck:1", UUID.randomUUID().toString());
    }

    @Override
    public void stop(String part) {
        backend.part(part).hang();
    }

    @Override
    public void resume(String part) {
        backend.part(part).heal();
    }

    @Override
    public CallBudget shortBudget() {
        return CallBudget.of(Duration.ofMillis(100));
    }

    private static EntryKey key(String id) {
        return new EntryKey("app:1", "posts", id);
    }

    @Test
    void moved_livesOnTheOtherPartAndIsTold() {
        AtomicInteger changes = new AtomicInteger();
        backend.onChange(changes::incrementAndGet);
        assertThat(backend.of(key("b:1"))).isEqualTo("b");
        backend.move("b", "d");
        assertThat(backend.of(key("b:1"))).isEqualTo("d");
        assertThat(backend.names()).containsExactlyInAnyOrder("a", "b", "c", "d");
        backend.drop("c");
        assertThat(backend.of(key("c:1"))).isEqualTo("a");
        assertThat(backend.names()).doesNotContain("c");
        assertThat(changes).hasValue(2);
    }

    @Test
    void faults_areThoseOfOnePartAndCounted() {
        backend.part("b").fail(BackendOperation.READ);
        assertThatThrownBy(() -> backend.read(key("b:1"), budget())).isInstanceOf(CacheConnectionException.class);
        assertThat(backend.read(key("a:1"), budget())).isEmpty();
        assertThat(backend.readAll(List.of(key("a:1"), key("b:1")), budget())).isEmpty();
        assertThat(backend.part("b").calls(BackendOperation.READ)).isEqualTo(1);
        assertThat(backend.part("c").calls(BackendOperation.READ)).isZero();
    }

    @Test
    void cutLink_hearsNothingUntilItIsMended() {
        try (var listener = new RecordedLink(backend.link("b").orElseThrow(), newSpace())) {
            backend.part("b").cutLink();
            backend.write(listener.space().key("b:1"), entry("missed"), budget());
            backend.part("b").mendLink();
            backend.write(listener.space().key("b:2"), entry("heard"), budget());
            assertThat(listener.heard()).containsExactly("joined", "disconnected", "joined", "b:2");
        }
    }
}
