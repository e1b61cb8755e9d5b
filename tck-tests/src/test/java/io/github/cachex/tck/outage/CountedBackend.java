// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import io.github.cachex.backend.redis.RedisBackendFactory;
import io.github.cachex.core.config.BackendName;
import io.github.cachex.core.config.ConfigSource;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Counts what the backend, a Redis, is asked, be it by the breaker's probe. */
public final class CountedBackend extends BackendDecorator {
    private final AtomicLong calls = new AtomicLong();

    private CountedBackend(CacheBackend next) {
        super(next);
    }

    /** Returns one over the Redis at {@code uri}. */
    public static CountedBackend over(String uri) {
        Map<String, String> properties = Map.of("cachex.backend.redis.uri", uri, "cachex.prefix", "tck");
        RedisBackendFactory factory = new RedisBackendFactory();
        Configuration configuration = Configuration.read(new Fixed(properties), List.of(factory));
        return new CountedBackend(
                factory.create(configuration.context(BackendName.ofType(factory.type()), Optional.empty())));
    }

    /** Returns how many calls there were. */
    public long calls() {
        return calls.get();
    }

    @Override
    protected <R> R call(
            BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
        calls.incrementAndGet();
        return step.apply(budget);
    }

    private record Fixed(Map<String, String> properties) implements ConfigSource {
        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(properties.get(key));
        }

        @Override
        public Set<String> names() {
            return properties.keySet();
        }
    }
}
