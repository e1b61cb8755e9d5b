// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.documented;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.ManualClock;
import io.github.cachex.testkit.RecordingListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The fakes of the test kit. */
class TestKitTest {
    // snippet: clock
    @Test
    void afterTheTtl_thePriceIsAskedForAgain() {
        ManualClock clock = ManualClock.create();
        RecordingListener events = new RecordingListener();
        AtomicInteger asked = new AtomicInteger();
        try (CacheHandler prices = CacheHandler.builder()
                .name("prices")
                .backend(FakeBackend.on(clock))
                .listener(events)
                .options(CacheOptions.ttl("5m").near(false)) // the near cache has a clock of its own
                .build()) {
            CacheKey<Integer> tea = CacheKey.of("price:tea", Integer.class);
            assertThat(prices.fetch(tea, asked::incrementAndGet)).isEqualTo(1);
            assertThat(prices.fetch(tea, asked::incrementAndGet)).isEqualTo(1);

            clock.advance(Duration.ofMinutes(6));

            assertThat(prices.fetch(tea, asked::incrementAndGet)).isEqualTo(2);
            assertThat(events.count(CacheEvent.Loaded.class)).isEqualTo(2);
        }
    }
    // end

    // snippet: faults
    @Test
    void backendFails_thePriceIsThere() {
        FaultyBackend backend = FaultyBackend.over(FakeBackend.create());
        backend.fail();
        try (CacheHandler prices =
                CacheHandler.builder().name("prices").backend(backend).build()) {
            assertThat(prices.fetch(CacheKey.of("price:tea", Integer.class), () -> 4))
                    .isEqualTo(4);
        }
    }
    // end
}
