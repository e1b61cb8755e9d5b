// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.cli.Running.Ended;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Commands in this JVM over a Redis; each test has a prefix of its own. */
abstract class OnRedis {
    static RedisServer redis;

    private final List<Application> applications = new ArrayList<>();
    final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void close() {
        applications.forEach(Application::close);
    }

    /** Returns a cache of an application with {@code settings} as key and value. */
    CacheHandler cache(String name, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of("cachex.prefix", prefix));
        Application application = Application.over(redis.uri(), all.toArray(String[]::new));
        applications.add(application);
        return application.cache(name);
    }

    Map<String, String> environment(String... more) {
        Map<String, String> environment = new HashMap<>(Application.environment(redis.uri()));
        environment.put("CACHEX_PREFIX", prefix);
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    Ended run(String... arguments) throws Exception {
        return OwnShell.with(environment()).run(arguments);
    }

    static CacheKey<String> key(String id) {
        return CacheKey.of(id, String.class);
    }
}
