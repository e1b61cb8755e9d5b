// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.Advice;
import io.github.cachex.Caches;
import io.github.cachex.core.advice.Advisor;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What is to be said of the caches of an engine.
 *
 * @param open those that there are, by name
 * @param caches tells the hottest keys of each
 * @param nanoTime tells the running time
 */
record Advices(Supplier<Map<String, CacheAssembly>> open, Caches caches, LongSupplier nanoTime) {
    /** The running time by which caches count. */
    static final LongSupplier RUNNING_TIME = System::nanoTime;

    private static final Duration PERIOD = Duration.ofDays(1);
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    /** Returns it, cache by cache. */
    List<Advice> all() {
        long now = nanoTime.getAsLong();
        return new TreeMap<>(open.get())
                .entrySet().stream()
                        .flatMap(cache ->
                                Advisor.advise(cache.getValue().facts(caches.hotKeys(cache.getKey()), now)).stream())
                        .toList();
    }

    /** Has it written to the log once a day. */
    void daily(Scheduler scheduler) {
        var unused = scheduler.repeat(this::say, PERIOD);
    }

    private void say() {
        all().forEach(advice ->
                LOG.log(LogMessage.ADVICE.of(advice.cache(), "*", advice.kind() + ": " + advice.text())));
    }
}
