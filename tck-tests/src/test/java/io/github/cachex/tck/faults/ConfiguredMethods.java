// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Methods that are first called while their configuration cannot be read. */
public abstract class ConfiguredMethods {
    private final AtomicInteger runs = new AtomicInteger();

    /** Returns how often methods ran since it was last asked. */
    public int takeRuns() {
        return runs.getAndSet(0);
    }

    private String load() throws InterruptedException {
        runs.incrementAndGet();
        if (Thread.interrupted()) {
            throw new InterruptedException("of the source");
        }
        return TrappedMethods.LOADED;
    }

    /** A fetch. */
    @CachexFetch
    public String find(String id) throws InterruptedException {
        return load();
    }

    /** One that answers by a stage. */
    @CachexFetch
    public CompletionStage<String> findLater(String id) throws InterruptedException {
        return CompletableFuture.completedFuture(load());
    }

    /** A put. */
    @CachexPut(cache = "configured", key = "c:{0}")
    public String save(String id) throws InterruptedException {
        return load();
    }

    /** Drops what was put. */
    @CachexInvalidate(cache = "configured", key = "c:{0}")
    public String drop(String id) throws InterruptedException {
        return load();
    }

    /** The beans, one for each kind of throwable. */
    static final List<Class<? extends ConfiguredMethods>> BEANS =
            List.of(C0.class, C1.class, C2.class, C3.class, C4.class);

    /** Number 0. */
    @ApplicationScoped
    public static class C0 extends ConfiguredMethods {}

    /** Number 1. */
    @ApplicationScoped
    public static class C1 extends ConfiguredMethods {}

    /** Number 2. */
    @ApplicationScoped
    public static class C2 extends ConfiguredMethods {}

    /** Number 3. */
    @ApplicationScoped
    public static class C3 extends ConfiguredMethods {}

    /** Number 4. */
    @ApplicationScoped
    public static class C4 extends ConfiguredMethods {}
}
