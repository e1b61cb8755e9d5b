// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.CacheHandler;
import io.github.cachex.Caches;
import io.github.cachex.Cachex;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/** Makes what {@code @Inject CacheHandler}, {@code @Inject @Cachex("posts") CacheHandler} and {@code @Inject Caches} receive. */
@Dependent
public class HandlerProducer {
    static final String DEFAULT = "default";

    /** Returns the cache named {@code default}. */
    @Produces
    @Dependent
    public CacheHandler defaultCache(EngineOwner owner) {
        return new HandlerView(owner, DEFAULT);
    }

    /**
     * Returns the cache that the injection point names. One that takes any, as {@code @Any Instance<CacheHandler>} does when it is
     * iterated over, is given the one named {@code default}.
     *
     * @param point null in OpenWebBeans where a handler is selected by {@code CDI.current()}: nobody knows by which name
     */
    @Produces
    @Dependent
    @Cachex("")
    public CacheHandler namedCache(EngineOwner owner, @Nullable InjectionPoint point) {
        if (point == null) {
            throw new IllegalStateException(
                    "this container does not tell the name of a cache that is selected without an"
                            + " injection point; inject Caches, and write caches.cache(\"…\")");
        }
        for (Annotation qualifier : point.getQualifiers()) {
            if (qualifier instanceof Cachex named) {
                return new HandlerView(owner, named.value());
            }
        }
        return new HandlerView(owner, DEFAULT);
    }

    /** Returns all caches. */
    @Produces
    @Dependent
    public Caches caches(EngineOwner owner) {
        return new CachesView(owner);
    }
}
