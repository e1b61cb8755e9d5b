// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.redis;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.testkit.Barrier;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Holds answers of a backend on their way back, after it has done what it was asked for. */
public final class Gates {
    private final Map<String, Barrier> held = new ConcurrentHashMap<>();

    /** Returns {@code backend} with these gates around it. */
    public CacheBackend around(CacheBackend backend) {
        Optional<LeaseStore> leases = backend.leases().map(store -> gated(LeaseStore.class, store));
        CacheBackend gated = gated(CacheBackend.class, backend);
        return proxy(
                CacheBackend.class,
                (method, arguments) -> method.getName().equals("leases") ? leases : method.invoke(gated, arguments));
    }

    /** Lets the answer to the next {@code operation} wait at the returned barrier. */
    public Barrier holdAnswer(String operation) {
        Barrier barrier = new Barrier();
        held.put(operation, barrier);
        return barrier;
    }

    private <T> T gated(Class<T> type, T target) {
        return proxy(type, (method, arguments) -> {
            Object answer = method.invoke(target, arguments);
            Barrier barrier = held.remove(method.getName());
            if (barrier != null) {
                barrier.arrive();
            }
            return answer;
        });
    }

    private interface Call {
        Object on(Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            try {
                return call.on(method, given);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof InvocationTargetException inner ? inner.getCause() : e.getCause();
            }
        }));
    }
}
