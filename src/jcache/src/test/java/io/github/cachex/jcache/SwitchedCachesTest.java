// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.cachex.jcache.Application.By;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Methods with annotations of JSR-107 whose cache, or which themselves, are switched off and on while the application runs. */
class SwitchedCachesTest {
    private static final String CACHE = "cachex.cache.posts.enabled";
    private static final String METHOD = Posts.class.getName() + "/find/CachexFetch/enabled";

    private final Changing source = new Changing();

    /** Says what stands in a map by now. */
    private static final class Changing implements ConfigSource {
        private volatile Map<String, String> texts = Map.of("cachex.config.poll", "20ms");

        void set(String key, String text) {
            Map<String, String> changed = new HashMap<>(texts);
            changed.put(key, text);
            texts = changed;
        }

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
            return "changing";
        }

        @Override
        public int getOrdinal() {
            return 200;
        }
    }

    /** Counts its calls. */
    @ApplicationScoped
    @CacheDefaults(cacheName = "posts")
    public static class Posts {
        private final AtomicInteger loads = new AtomicInteger();

        @CacheResult
        public String find(long id) {
            return "load " + loads.incrementAndGet();
        }

        @CacheResult(exceptionCacheName = "failures", cachedExceptions = IllegalArgumentException.class)
        public String check(String text) {
            throw new IllegalArgumentException("load " + loads.incrementAndGet());
        }

        @CachePut
        public void save(long id, @CacheValue String text) {}

        @CacheRemove
        public void delete(long id) {}

        @CacheRemoveAll
        public void clear() {}
    }

    @ParameterizedTest
    @EnumSource
    void cacheThatIsOff_isAskedForNothing_andHasNothingOldWhenItIsOnAgain(By extensions) {
        try (Application application = Application.of(extensions, source, Posts.class)) {
            Posts posts = application.get(Posts.class);
            String before = posts.find(1);
            String kept = posts.find(2);
            assertThat(posts.find(1)).isEqualTo(before);

            source.set(CACHE, "false");
            await().until(() -> !posts.find(1).equals(posts.find(1)));
            posts.save(1, "written while it was off");
            assertThat(posts.find(1)).isNotEqualTo(posts.find(1)).startsWith("load ");
            posts.delete(2);

            source.set(CACHE, "true");
            await().until(() -> posts.find(3).equals(posts.find(3)));
            assertThat(posts.find(1)).startsWith("load ").isNotEqualTo(before);
            assertThat(posts.find(2)).startsWith("load ").isNotEqualTo(kept);
            posts.save(1, "written");
            assertThat(posts.find(1)).isEqualTo("written");
            source.set(CACHE, "false");
            await().until(() -> !posts.find(1).equals(posts.find(1)));
            posts.clear();
            source.set(CACHE, "true");
            await().until(() -> posts.find(4).equals(posts.find(4)));
            assertThat(posts.find(1)).startsWith("load ");
        }
    }

    @Test
    void exceptionsOfACacheThatIsOff_areThrownAsTheyCome() {
        try (Application application = Application.of(By.PORTABLE_EXTENSIONS, source, Posts.class)) {
            Posts posts = application.get(Posts.class);
            source.set("cachex.cache.failures.enabled", "false");
            await().until(() -> !failure(posts).equals(failure(posts)));
            source.set("cachex.cache.failures.enabled", "true");
            await().until(() -> failure(posts).equals(failure(posts)));
        }
    }

    private static String failure(Posts posts) {
        return catchThrowable(() -> posts.check("x")).getMessage();
    }

    @Test
    void methodThatIsOff_isRunForEachCall_whileWhatItsCacheHasIsChanged() {
        try (Application application = Application.of(By.PORTABLE_EXTENSIONS, source, Posts.class)) {
            Posts posts = application.get(Posts.class);
            String before = posts.find(1);
            source.set(METHOD, "false");
            await().until(() -> !posts.find(1).equals(posts.find(1)));
            posts.delete(1);
            source.set(METHOD, "true");
            await().until(() -> posts.find(1).equals(posts.find(1)));
            assertThat(posts.find(1)).isNotEqualTo(before);
        }
    }
}
