// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.ContextLoader;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.core.near.NearLookup;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.RecordingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two handlers named "posts" over one fake backend, as in two JVMs; the first one's side of it can be made faulty. */
final class Fixture implements AutoCloseable {
    final FakeBackend fake = FakeBackend.create();
    final FaultyBackend backend = FaultyBackend.over(fake);
    final RecordingListener heard = new RecordingListener();
    final CacheHandler here;
    final CacheHandler there;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<AutoCloseable> opened = new ArrayList<>();

    Fixture(String... properties) {
        here = open(backend, properties);
        there = open(fake.sibling(), properties);
    }

    CacheHandler open(CacheBackend backend, String... properties) {
        CacheHandler.Builder builder = CacheHandler.builder()
                .name("posts")
                .backend(backend)
                .serializer(new JavaSerializer())
                .property("cachex.jitter", "0")
                .property("cachex.wait-timeout", "3m")
                .property("cachex.lease.ttl", "1m")
                .property("cachex.lease.renew", "200ms")
                .property("cachex.backend-budget", "200ms");
        if (opened.isEmpty()) {
            builder.listener(heard);
        }
        for (int i = 0; i < properties.length; i += 2) {
            builder.property(properties[i], properties[i + 1]);
        }
        CacheHandler handler = builder.build();
        opened.add(handler);
        return handler;
    }

    <T> Future<T> async(Callable<T> task) {
        return threads.submit(task);
    }

    /** Returns what an annotated method answers. */
    static Object fetch(
            MethodCache methods, Object nearKey, CacheKey<?> key, CacheSettings settings, ContextLoader<?, ?> loader)
            throws Exception {
        NearLookup found = methods.lookUpNear(nearKey);
        return found instanceof NearHit hit ? hit.value() : methods.fetch(found, key, settings, loader);
    }

    static EntryKey entryKey(String id) {
        return new EntryKey("cachex:1", "posts", id);
    }

    @Override
    public void close() throws Exception {
        threads.shutdownNow();
        backend.heal();
        for (AutoCloseable handler : opened) {
            handler.close();
        }
    }
}
