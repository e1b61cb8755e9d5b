// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import io.github.cachex.backend.memory.MemoryBackend;
import io.github.cachex.core.engine.EngineSetup;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.tck.process.Fixed;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;

/** A backend behind an engine, of which can be told which leases are held. */
interface Store extends AutoCloseable {
    Map<String, String> PATIENT = Map.of(
            "cachex.backend-budget", "30s",
            "cachex.breaker.slow", "30s",
            // A lease that is not given back stays while the test looks.
            "cachex.lease.ttl", "60s",
            "cachex.lease.renew", "20s",
            "cachex.wait-timeout", "3m");

    /** Returns a setup over it. */
    EngineSetup setup();

    /** Returns those of {@code ids}, or more, whose lease is held. */
    Set<String> held(Collection<String> ids);

    @Override
    void close();

    /** Returns a setup that is patient, with {@code more}. */
    static EngineSetup setup(Map<String, String> more) {
        return EngineSetup.of(new Fixed(Stream.of(PATIENT, more)
                .flatMap(texts -> texts.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    }

    /** Entries of this JVM. */
    record Memory(MemoryBackend backend) implements Store {
        static Memory empty() {
            return new Memory(MemoryBackend.holding(10_000, 10_000_000));
        }

        @Override
        public EngineSetup setup() {
            return Store.setup(Map.of()).backend(backend);
        }

        @Override
        public Set<String> held(Collection<String> ids) {
            LeaseStore leases = backend.leases().orElseThrow();
            CallBudget budget = CallBudget.of(Duration.ofSeconds(30));
            return ids.stream()
                    .filter(id -> {
                        EntryKey key = new EntryKey("cachex:1", "default", id);
                        LeaseRequest asked = new LeaseRequest(1, Duration.ofSeconds(1), StoredEntry.UNREADABLE);
                        LeaseState state = leases.acquire(key, asked, budget).lease();
                        leases.release(key, 1, Release.ABANDONED, Duration.ZERO, budget);
                        return state == LeaseState.BUSY;
                    })
                    .collect(Collectors.toSet());
        }

        @Override
        public void close() {
            backend.close();
        }
    }

    /** A Redis of its own. */
    record Redis(RedisServer server) implements Store {
        @Override
        public EngineSetup setup() {
            return Store.setup(
                    Map.of("cachex.backend.redis.uri", server.uri(), "cachex.backend.redis.timeout.socket", "30s"));
        }

        @Override
        public Set<String> held(Collection<String> ids) {
            try (Jedis jedis = new Jedis(server.hostName(), server.port())) {
                // A marker of a load that stored nothing has nine bytes.
                return jedis.keys("*:lease").stream()
                        .filter(key -> jedis.strlen(key) % 8 == 0 && jedis.strlen(key) > 0)
                        .collect(Collectors.toSet());
            }
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
