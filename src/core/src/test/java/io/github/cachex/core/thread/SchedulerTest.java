// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.thread;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    @Test
    void choreThatFails_isRepeatedAllTheSame() {
        AtomicInteger runs = new AtomicInteger();
        try (Scheduler scheduler = new Scheduler("chores")) {
            var unused = scheduler.repeat(
                    () -> {
                        runs.incrementAndGet();
                        throw new StackOverflowError();
                    },
                    Duration.ofMillis(1));
            Awaitility.await().until(() -> runs.get() >= 3);
        }
    }
}
