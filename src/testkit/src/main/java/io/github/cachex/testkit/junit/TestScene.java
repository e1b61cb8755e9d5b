// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.junit;

import io.github.cachex.CacheHandler;
import io.github.cachex.Caches;
import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.ManualClock;
import io.github.cachex.testkit.RecordingListener;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** What one test has: clock, faults, events, settings, and caches as soon as somebody asks for them. One at a time. Thread-safe. */
final class TestScene implements AutoCloseable {
    static final String DEFAULT_CACHE = "default";

    private static final Set<Class<?>> GIVEN = Set.of(
            ManualClock.class,
            FaultyBackend.class,
            RecordingListener.class,
            Caches.class,
            CacheHandler.class,
            RedisServer.class);
    private static final AtomicInteger OPENED = new AtomicInteger();
    private static volatile @Nullable TestScene current;

    private final ManualClock clock = ManualClock.create();
    private final RecordingListener events = new RecordingListener();
    private final FakeBackend entries = FakeBackend.on(clock);
    private final FaultyBackend faults = FaultyBackend.over(entries);
    private final Map<String, @Nullable String> before = new LinkedHashMap<>();
    private final Map<String, String> settings;
    private final Optional<RedisServer> redis;
    private @Nullable Caches caches;

    private TestScene(Map<String, String> settings, Optional<RedisServer> redis) {
        this.settings = settings;
        this.redis = redis;
    }

    /** Opens one with {@code chosen} settings, which is the current one until it is closed. */
    static TestScene open(Map<String, String> chosen, Optional<RedisServer> redis) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("cachex.backend.type", TestBackendFactory.TYPE);
        settings.put("cachex.prefix", "test-" + OPENED.incrementAndGet());
        settings.put("cachex.jitter", "0");
        redis.ifPresentOrElse(
                server -> settings.put("cachex.backend.redis.uri", server.uri()),
                () -> settings.put("cachex.near.enabled", "false"));
        settings.putAll(chosen);
        TestScene scene = new TestScene(settings, redis);
        settings.forEach((key, value) -> scene.before.put(key, System.setProperty(key, value)));
        current = scene;
        return scene;
    }

    /** Returns the one of the test that runs. */
    static Optional<TestScene> current() {
        return Optional.ofNullable(current);
    }

    ManualClock clock() {
        return clock;
    }

    FaultyBackend faults() {
        return faults;
    }

    RecordingListener events() {
        return events;
    }

    /** Returns whether tests may be given a {@code type}. */
    static boolean canGive(Class<?> type) {
        return GIVEN.contains(type);
    }

    /** Returns what is given of {@code type} to {@code place}; {@code cache} is the name where it is a cache. */
    Object given(Class<?> type, String cache, String place) {
        if (type == ManualClock.class) {
            if (redis.isPresent()) {
                throw new ExtensionConfigurationException(
                        place + ": a ManualClock moves nothing beside @WithRedis; remove one of them");
            }
            return clock;
        } else if (type == FaultyBackend.class) {
            return faults;
        } else if (type == RecordingListener.class) {
            return events;
        } else if (type == Caches.class) {
            return caches();
        } else if (type == CacheHandler.class) {
            return caches().cache(cache);
        } else if (type == RedisServer.class) {
            return redis.orElseThrow(() ->
                    new ExtensionConfigurationException(place + ": no Redis was started; add @WithRedis to the class"));
        }
        throw new ExtensionConfigurationException(place + ": " + type.getName() + " cannot be given; it may be one of "
                + GIVEN.stream().map(Class::getSimpleName).sorted().toList());
    }

    private synchronized Caches caches() {
        Caches made = caches;
        if (made == null) {
            made = CacheHandler.builder().properties(settings).listener(events).buildCaches();
            caches = made;
        }
        return made;
    }

    /** Returns the backend of one more node, over the same entries, with the faults of the test. */
    CacheBackend backend(BackendContext context) {
        return faults.beside(redis.isPresent() ? TestBackendFactory.named("redis", context) : entries.sibling());
    }

    @Override
    public synchronized void close() {
        current = null;
        faults.heal();
        Caches made = caches;
        if (made != null) {
            made.close();
        }
        before.forEach((key, value) -> {
            if (value == null) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, value);
            }
        });
        faults.close();
    }
}
