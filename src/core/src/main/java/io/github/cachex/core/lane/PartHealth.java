// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lane;

import io.github.cachex.core.breaker.Breaker;
import io.github.cachex.core.breaker.Probe;
import io.github.cachex.core.coherence.ProbeKey;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.config.EngineSettings;
import io.github.cachex.core.thread.Chores;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** The questions that a lane asks each part of its backend: who it is, and after failures whether it is well again. Thread-safe. */
final class PartHealth {
    private final CacheBackend direct;
    private final BackendParts parts;
    private final String namespace;
    private final EngineSettings settings;
    private final Duration budget;
    private final Chores chores;
    private final Map<String, EntryKey> probed = new ConcurrentHashMap<>();
    private final Set<String> met = ConcurrentHashMap.newKeySet();

    /** Asks {@code parts} of {@code direct}, which has no breaker before it, for {@code budget} at most. */
    PartHealth(
            CacheBackend direct,
            BackendParts parts,
            String namespace,
            EngineSettings settings,
            Duration budget,
            Chores chores) {
        this.direct = direct;
        this.parts = parts;
        this.namespace = namespace;
        this.settings = settings;
        this.budget = budget;
        this.chores = chores;
    }

    /** Returns a breaker before {@code part}, which closes when the part is well again and {@code replay} has told it what it missed. */
    Breaker breaker(String part, IntSupplier replay) {
        Breaker breaker = new Breaker(settings.breakerFailures(), settings.breakerSlow(), () -> parts.describe(part));
        breaker.listen(new Probe(breaker, time -> ask(part, time), replay, chores, settings.breakerProbe(), budget));
        return breaker;
    }

    private void ask(String part, CallBudget time) {
        EntryKey known = probed.get(part);
        if (known == null || !parts.of(known).equals(part)) {
            // Where it holds no key, there is nothing to wait for.
            known = ProbeKey.of(parts, new CacheSpace(namespace, Configuration.DEFAULT_CACHE), part)
                    .orElse(null);
        }
        if (known != null) {
            probed.put(part, known);
            var unused = direct.read(known, time);
        }
    }

    /** Gets into contact with the parts that are new. */
    void meet() {
        for (String part : parts.names()) {
            if (met.add(part)) {
                new BackendContact(time -> parts.contact(part, time), budget, chores, settings.breakerProbe()).begin();
            }
        }
    }
}
