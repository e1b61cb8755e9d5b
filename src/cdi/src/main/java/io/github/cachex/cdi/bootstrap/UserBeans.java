// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.core.engine.EngineSetup;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.KeyGenerator;
import io.github.cachex.spi.Serializer;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the application gives as beans: a key generator, a serializer, listeners, a Jedis client. Taken once, given back at the end. */
final class UserBeans implements AutoCloseable {
    private final Instance<Object> beans;
    private final List<Instance.Handle<?>> taken = new ArrayList<>();

    UserBeans(Instance<Object> beans) {
        this.beans = beans;
    }

    Optional<KeyGenerator> keyGenerator() {
        return one(KeyGenerator.class);
    }

    /** Returns {@code setup} with all that the application gives for the engine. */
    EngineSetup addTo(EngineSetup setup) {
        EngineSetup complete = setup.listeners(listeners());
        Optional<Serializer> serializer = one(Serializer.class);
        if (serializer.isPresent()) {
            complete = complete.serializer(serializer.get());
        }
        Optional<?> client = JedisClient.type().flatMap(this::one);
        return client.isPresent() ? complete.client(client.get()) : complete;
    }

    private List<CacheListener> listeners() {
        List<CacheListener> listeners = new ArrayList<>();
        for (Instance.Handle<CacheListener> handle :
                beans.select(CacheListener.class, Any.Literal.INSTANCE).handles()) {
            listeners.add(take(handle));
        }
        return listeners;
    }

    private <T> Optional<T> one(Class<T> type) {
        Instance<T> found = beans.select(type, Default.Literal.INSTANCE);
        return found.isUnsatisfied() ? Optional.empty() : Optional.of(take(found.getHandle()));
    }

    private <T> T take(Instance.Handle<T> handle) {
        taken.add(handle);
        return handle.get();
    }

    /** Destroys those that live for Cachex alone; the container looks after the others. */
    @Override
    public void close() {
        for (Instance.Handle<?> handle : taken) {
            if (handle.getBean().getScope() == jakarta.enterprise.context.Dependent.class) {
                handle.destroy();
            }
        }
        taken.clear();
    }
}
