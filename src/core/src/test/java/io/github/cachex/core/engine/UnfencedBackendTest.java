// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backend without leases still caches; it promises one load per JVM. */
class UnfencedBackendTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);

    private final FaultyBackend inner = FaultyBackend.over(FakeBackend.create());
    private CacheHandler handler;

    @BeforeEach
    void open() {
        CacheBackend backend = (CacheBackend) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CacheBackend.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("leases")) {
                        return Optional.empty();
                    }
                    try {
                        return method.invoke(inner, arguments);
                    } catch (java.lang.reflect.InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        handler = CacheHandler.builder()
                .backend(backend)
                .serializer(new JavaSerializer())
                .build();
    }

    @AfterEach
    void close() {
        handler.close();
    }

    @Test
    void load_isStored() {
        assertThat(handler.fetch(KEY, () -> "a")).isEqualTo("a");
        assertThat(handler.fetch(KEY, () -> "b")).isEqualTo("a");
    }

    @Test
    void unfitValueAndFailedLoad_areNot() {
        assertThat(handler.<String, RuntimeException>fetch(KEY, () -> null)).isNull();
        assertThatThrownBy(() -> handler.fetch(KEY, () -> {
                    throw new IllegalStateException("down");
                }))
                .hasMessage("down");
        assertThat(handler.get(KEY)).isEmpty();
    }

    @Test
    void failedStore_isNotFelt() {
        inner.fail(BackendOperation.WRITE);
        assertThat(handler.fetch(KEY, () -> "a")).isEqualTo("a");
        assertThat(handler.stats().backendFailures()).isEqualTo(1);
    }

    @Test
    void queuedInvalidation_isReplayedWithoutLeases() {
        inner.fail(BackendOperation.INVALIDATE);
        assertThat(handler.invalidate("1").isApplied()).isFalse();
        inner.heal();
        org.awaitility.Awaitility.await().until(() -> handler.stats().queuedInvalidations() == 0);
    }
}
