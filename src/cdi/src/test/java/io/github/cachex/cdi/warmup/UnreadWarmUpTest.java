// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.github.cachex.Advice;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.CacheWarmer;
import io.github.cachex.Caches;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexWarm;
import io.github.cachex.WarmEntry;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

/** Warm-ups whose entries end before anybody reads them. */
class UnreadWarmUpTest {
    private static final int MANY = 150;

    /** Warms entries. */
    @ApplicationScoped
    public static class Warmer implements CacheWarmer {
        @Override
        public Stream<WarmEntry<String>> entries() {
            return IntStream.range(0, MANY)
                    .mapToObj(i -> new WarmEntry<>(
                            "entries", CacheKey.of("k" + i, String.class), CacheOptions.ttl("20ms"), () -> "value"));
        }
    }

    /** Has a method to warm. */
    @ApplicationScoped
    public static class Posts {
        @Inject
        Caches caches;

        @CachexWarm(from = "ids")
        @CachexFetch(cache = "methods", key = "post:{id}", ttl = "20ms")
        public String find(@CachexKey("id") long id) {
            return "post " + id;
        }

        List<Advice> advice() {
            return caches.advice();
        }
    }

    /** Supplies arguments. */
    @Named("ids")
    @ApplicationScoped
    public static class Ids implements Supplier<List<Long>> {
        @Override
        public List<Long> get() {
            return LongStream.range(0, MANY).boxed().toList();
        }
    }

    /** Says nothing but that nothing lives shorter by chance. */
    private static final class Fixed implements ConfigSource {
        private final Map<String, String> texts = new HashMap<>(Map.of("cachex.jitter", "0"));

        @Override
        public Set<String> getPropertyNames() {
            return texts.keySet();
        }

        @Override
        public String getValue(String key) {
            return texts.get(key);
        }

        @Override
        public String getName() {
            return "fixed";
        }
    }

    @Test
    void entriesAndMethods_areAdvisedAgainst() {
        try (Application application =
                Application.of(By.PORTABLE_EXTENSION, new Fixed(), Warmer.class, Posts.class, Ids.class)) {
            Posts posts = application.get(Posts.class);
            await().untilAsserted(() -> assertThat(posts.advice())
                    .extracting(Advice::kind, Advice::cache)
                    .contains(tuple("warm-up-unread", "entries"), tuple("warm-up-unread", "methods")));
        }
    }
}
