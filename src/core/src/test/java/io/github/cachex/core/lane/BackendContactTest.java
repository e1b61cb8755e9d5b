// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BackendContactTest {
    private final AtomicInteger asked = new AtomicInteger();

    /** A backend that refuses the first calls. */
    private CacheBackend refusing(int calls) {
        return (CacheBackend) Proxy.newProxyInstance(
                CacheBackend.class.getClassLoader(),
                new Class<?>[] {CacheBackend.class},
                (proxy, method, arguments) -> {
                    if (asked.incrementAndGet() <= calls) {
                        throw new CacheBackendException("fake", "contact", "*", "refused", null);
                    }
                    return Optional.of("it");
                });
    }

    @Test
    void backendThatRefuses_isAskedUntilItAnswers() {
        try (Scheduler scheduler = new Scheduler("contact")) {
            new BackendContact(refusing(3)::contact, Duration.ofSeconds(1), scheduler, Duration.ofMillis(1)).begin();
            Awaitility.await().until(() -> asked.get() == 4);
        }
        assertThat(asked).hasValue(4);
    }
}
