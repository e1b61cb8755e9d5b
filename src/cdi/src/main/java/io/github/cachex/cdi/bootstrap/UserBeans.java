// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.CacheCondition;
import io.github.cachex.CacheObserver;
import io.github.cachex.cdi.condition.ConditionException;
import io.github.cachex.core.engine.EngineSetup;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.KeyGenerator;
import io.github.cachex.spi.NamespaceResolver;
import io.github.cachex.spi.Serializer;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the application gives as beans: a key generator, namespaces, a serializer, listeners, observers, conditions, default values, a
 * Jedis client. Taken once, given back at the end.
 */
final class UserBeans implements AutoCloseable {
    private final ApplicationBeans beans;
    private final CreationalContext<?> context;

    UserBeans(ApplicationBeans beans) {
        this.beans = beans;
        this.context = beans.container().createCreationalContext(null);
    }

    Optional<KeyGenerator> keyGenerator() {
        return one(KeyGenerator.class);
    }

    /**
     * Returns the condition of that name.
     *
     * @throws ConditionException when there is none, which deployment should have found
     */
    CacheCondition condition(String name) {
        return beans.all().stream()
                .filter(bean -> name.equals(bean.getName()) && bean.getTypes().contains(CacheCondition.class))
                .findFirst()
                .map(bean -> reference(bean, CacheCondition.class))
                .orElseThrow(() -> new ConditionException("@" + name + ": there is no condition of that name"));
    }

    /**
     * Returns the supplier of that name.
     *
     * @throws IllegalArgumentException when there is none, which deployment should have found
     */
    Supplier<?> supplier(String name) {
        for (Bean<?> bean : beans.all()) {
            for (Type type : name.equals(bean.getName()) ? bean.getTypes() : Set.<Type>of()) {
                if (ManagedBeans.isOf(type, Supplier.class)) {
                    return (Supplier<?>) beans.container().getReference(bean, type, context);
                }
            }
        }
        throw new IllegalArgumentException("there is no supplier of that name");
    }

    /** Returns {@code setup} with all that the application gives for the engine. */
    EngineSetup addTo(EngineSetup setup) {
        List<CacheListener> listeners = beans.of(CacheListener.class).stream()
                .map(bean -> reference(bean, CacheListener.class))
                .toList();
        List<CacheObserver> observers = beans.of(CacheObserver.class).stream()
                .map(bean -> reference(bean, CacheObserver.class))
                .toList();
        EngineSetup complete = setup.listeners(listeners).observers(observers);
        Optional<Serializer> serializer = one(Serializer.class);
        if (serializer.isPresent()) {
            complete = complete.serializer(serializer.get());
        }
        Optional<NamespaceResolver> namespaces = one(NamespaceResolver.class);
        if (namespaces.isPresent()) {
            complete = complete.namespaces(namespaces.get());
        }
        Optional<?> client = JedisClient.type().flatMap(this::one);
        return client.isPresent() ? complete.client(client.get()) : complete;
    }

    /** Returns the bean that an injection point of {@code type} would mean, if there is one. */
    <T> Optional<T> one(Class<T> type) {
        // Where several of ours could be meant the deployment was refused.
        return beans.meant(type).stream().findFirst().map(bean -> reference(bean, type));
    }

    private <T> T reference(Bean<?> bean, Class<T> type) {
        return type.cast(beans.container().getReference(bean, type, context));
    }

    /** Destroys those that live for Cachex alone; the container looks after the others. */
    @Override
    public void close() {
        context.release();
    }
}
