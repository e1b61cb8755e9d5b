// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.jsr107;

import io.github.cachex.jcache.JcacheExtension;
import io.github.cachex.tck.deployment.Deployment;
import jakarta.enterprise.inject.se.SeContainer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.BeanProvider;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import manager.UsingDefaultCacheNameBlogManagerImpl;

/** The beans of JSR-107's tests in a container, started when the tests look for them. */
public final class TckBeans implements BeanProvider, AutoCloseable {
    private static final Queue<TckBeans> STARTED = new ConcurrentLinkedQueue<>();

    private final SeContainer container = Deployment.start(
            Map.of("cachex.serializer", "java", "cachex.serializer.java.allow", "domain.*"),
            application -> {
                if (!Deployment.findsExtensions(application)) {
                    application.addExtensions(new JcacheExtension());
                }
            },
            CacheNameOnEachMethodBlogManagerImpl.class,
            ClassLevelCacheConfigBlogManagerImpl.class,
            UsingDefaultCacheNameBlogManagerImpl.class);

    /** How often a test was given a bean: where there is no container the tests pass without a look at one. */
    static final AtomicInteger GIVEN = new AtomicInteger();

    /** Called by the tests. */
    public TckBeans() {
        STARTED.add(this);
    }

    /** Ends the containers, which the tests leave open. */
    static void closeAll() {
        for (TckBeans beans = STARTED.poll(); beans != null; beans = STARTED.poll()) {
            beans.close();
        }
    }

    @Override
    public void close() {
        container.close();
    }

    @Override
    public <T> T getBeanByType(Class<T> type) {
        GIVEN.incrementAndGet();
        return container.select(type).get();
    }
}
