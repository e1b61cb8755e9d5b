// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import io.github.cachex.cdi.bootstrap.CachexExtension;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;

/** A container with the beans of one feature, {@link PostStore}, and Cachex in memory. */
public final class Deployment implements AutoCloseable {
    private static final String BACKEND = "cachex.backend.type";

    private final SeContainer container;

    private Deployment(SeContainer container) {
        this.container = container;
    }

    /** Starts one that keeps entries in memory, whatever the environment says. */
    public static Deployment of(Class<?>... beans) {
        return on("memory", beans);
    }

    /** Starts one with a chosen backend. */
    public static Deployment on(String backend, Class<?>... beans) {
        System.setProperty(BACKEND, backend);
        try {
            return new Deployment(SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(CachexExtension.class)
                    .addBeanClasses(PostStore.class, PostsCache.class)
                    .addBeanClasses(beans)
                    .initialize());
        } finally {
            System.clearProperty(BACKEND);
        }
    }

    /** Returns the bean of {@code type}. */
    public <T> T get(Class<T> type) {
        return container.select(type).get();
    }

    /** Returns how often the store was read. */
    public int reads() {
        return get(PostStore.class).reads();
    }

    /** Returns the cache named posts. */
    public CacheHandler posts() {
        return get(PostsCache.class).posts;
    }

    @Override
    public void close() {
        container.close();
    }

    /** Gives tests the cache that most features use. */
    @Dependent
    static class PostsCache {
        @Inject
        @Cachex("posts")
        CacheHandler posts;
    }
}
