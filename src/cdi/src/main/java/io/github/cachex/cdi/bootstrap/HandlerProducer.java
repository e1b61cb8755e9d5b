// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;

/** Makes what {@code @Inject CacheHandler} and {@code @Inject @Cachex("posts") CacheHandler} receive. */
@Dependent
public class HandlerProducer {
    static final String DEFAULT = "default";

    /** Returns the cache named {@code default}. */
    @Produces
    @Dependent
    public CacheHandler defaultCache(EngineOwner owner) {
        return new HandlerView(owner, DEFAULT);
    }

    /** Returns the cache that the injection point names. */
    @Produces
    @Dependent
    @Cachex("")
    public CacheHandler namedCache(EngineOwner owner, InjectionPoint point) {
        for (Annotation qualifier : point.getQualifiers()) {
            if (qualifier instanceof Cachex named) {
                return new HandlerView(owner, named.value());
            }
        }
        throw new IllegalStateException(point + " names no cache; write @Cachex(\"…\")");
    }
}
