// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.core.config.BackendName;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.TagState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The control: the near cache that one writes first. What was read is put into a map, what the link tells of is taken out. Nothing
 * notices that the news came between the read and the put.
 */
final class UnguardedNear implements Subject {
    private final Subject far;
    private final CacheBackend backend;
    private final Map<Integer, Long> near = new ConcurrentHashMap<>();

    /** Keeps values of {@code far}, which keeps none here, in the cache and the Redis that {@code settings} mean. */
    UnguardedNear(Subject far, String cache, Map<String, String> settings) {
        this.far = far;
        BackendFactory redis = ServiceLoader.load(BackendFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.type().equals("redis"))
                .findFirst()
                .orElseThrow();
        Configuration configuration = Configuration.read(new Fixed(settings), List.of(redis));
        backend = redis.create(configuration.context(BackendName.ofType(redis.type()), Optional.empty()));
        backend.link().orElseThrow().open(new Removing()).join(new CacheSpace(configuration.namespace(), cache));
    }

    private final class Removing implements LinkListener {
        @Override
        public void joined(CacheSpace cache) {
            near.clear();
        }

        @Override
        public void disconnected() {
            near.clear();
        }

        @Override
        public void alive(long sentAt) {}

        @Override
        public void changed(CacheSpace cache, String id) {
            near.remove(FencedCache.slot(id));
        }

        @Override
        public void marked(CacheSpace cache, TagState state) {}

        @Override
        public void unknown(CacheSpace cache) {
            near.clear();
        }
    }

    @Override
    public Long fetch(int slot, Load load) throws LoadException {
        Long kept = near.get(slot);
        if (kept != null) {
            return kept;
        }
        Long read = far.fetch(slot, load);
        near.put(slot, read);
        return read;
    }

    @Override
    public Optional<Long> get(int slot) {
        return Optional.ofNullable(near.get(slot)).or(() -> far.get(slot));
    }

    @Override
    public boolean invalidate(int slot) {
        boolean certain = far.invalidate(slot);
        near.remove(slot);
        return certain;
    }

    @Override
    public boolean put(int slot, long version) {
        boolean certain = far.put(slot, version);
        near.remove(slot);
        return certain;
    }

    @Override
    public boolean putIfAbsent(int slot, long version) {
        boolean won = far.putIfAbsent(slot, version);
        near.remove(slot);
        return won;
    }

    @Override
    public void close() {
        backend.close();
        far.close();
    }
}
