// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.testkit.Barrier;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A backend whose answer to a store under a lease is held up, after it was done, until a barrier opens. */
final class SlowStore {
    private SlowStore() {}

    static CacheBackend over(CacheBackend backend, Barrier stored) {
        LeaseStore leases = wrap(LeaseStore.class, backend.leases().orElseThrow(), "store", answer -> {
            stored.arrive();
            return answer;
        });
        return wrap(CacheBackend.class, backend, "leases", answer -> Optional.of(leases));
    }

    private static <T> T wrap(Class<T> type, T next, String method, UnaryOperator<Object> then) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                    try {
                        Object answer = called.invoke(next, arguments);
                        return called.getName().equals(method) ? then.apply(answer) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
