// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexWarm;
import io.github.cachex.FetchContext;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.cdi.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Annotated methods that are switched off and on, alone or with their cache, while the application runs. */
class SwitchedMethodsTest {
    private static final String METHOD = Posts.class.getName() + "/find/CachexFetch/enabled";
    private static final String CACHE = "cachex.cache.posts.enabled";

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
    public static class Posts {
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger warmed = new AtomicInteger();
        private static volatile Runnable whileLoading = () -> {};

        @CachexFetch(cache = "posts", key = "post:{id}", ttl = "1h")
        public int find(@CachexKey("id") long id) {
            whileLoading.run();
            FetchContext.current().tags("found");
            return calls.incrementAndGet();
        }

        @CachexFetch(cache = "posts", key = "late:{id}", ttl = "1h")
        public CompletionStage<Integer> later(@CachexKey("id") long id) {
            return CompletableFuture.completedFuture(calls.incrementAndGet());
        }

        @CachexFetch(cache = "posts", keys = "post:{ids[]}", ttl = "1h")
        public List<Integer> all(@CachexKey("ids") List<Long> ids) {
            whileLoading.run();
            List<Integer> found = new ArrayList<>();
            ids.forEach(id -> found.add(calls.incrementAndGet()));
            return found;
        }

        @CachexPut(cache = "posts", key = "post:{id}")
        public int save(@CachexKey("id") long id) {
            return 1_000;
        }

        @CachexInvalidate(cache = "posts", key = "post:{id}")
        public void drop(@CachexKey("id") long id) {}

        @CachexInvalidate(cache = "posts", tags = "found")
        public void dropFound() {}

        @CachexWarm
        @CachexFetch(cache = "warmed", key = "all")
        public int warm() {
            return warmed.incrementAndGet();
        }

        public int warmed() {
            return warmed.get();
        }
    }

    private static boolean isCached(Posts posts, long id) {
        int first = posts.find(id);
        return posts.find(id) == first;
    }

    private void turn(Posts posts, String key, boolean on) {
        source.set(key, Boolean.toString(on));
        AtomicInteger id = new AtomicInteger(1_000);
        await().until(() -> isCached(posts, id.incrementAndGet()) == on);
    }

    @ParameterizedTest
    @EnumSource
    void methodThatIsOff_runsAndOthersOfItsCacheGoOn(By extension) {
        try (Application application = Application.of(extension, source, Posts.class)) {
            Posts posts = application.get(Posts.class);
            int first = posts.find(1);
            turn(posts, METHOD, false);

            assertThat(posts.find(1)).isNotEqualTo(first);
            assertThat(posts.all(List.of(1L)))
                    .as("what it stored is the cache's")
                    .containsExactly(first);
            int late = posts.later(1).toCompletableFuture().join();
            assertThat(posts.later(1).toCompletableFuture().join()).isEqualTo(late);

            posts.drop(1);
            turn(posts, METHOD, true);
            assertThat(posts.find(1)).isGreaterThan(late);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cacheThatIsOff_isStillInvalidatedByWhatMethodsSay(By extension) {
        for (String key : List.of(CACHE, "cachex.enabled")) {
            try (Application application = Application.of(extension, source, Posts.class)) {
                Posts posts = application.get(Posts.class);
                int kept = posts.find(1);
                int dropped = posts.find(2);
                int tagged = posts.find(3);
                int late = posts.later(1).toCompletableFuture().join();
                turn(posts, key, false);

                assertThat(posts.all(List.of(1L)).get(0)).isGreaterThan(late);
                assertThat(posts.later(1).toCompletableFuture().join()).isGreaterThan(late);
                posts.save(1);
                posts.drop(2);
                posts.dropFound();
                turn(posts, key, true);

                assertThat(posts.find(1)).isNotEqualTo(kept).isNotEqualTo(1_000);
                assertThat(posts.find(2)).isNotEqualTo(dropped);
                assertThat(posts.find(3)).isNotEqualTo(tagged);
                assertThat(posts.later(1).toCompletableFuture().join())
                        .as("what nobody invalidated")
                        .isEqualTo(late);
            }
        }
    }

    @Test
    void loadOfAMethodThatIsSwitchedOffMeanwhile_isNotStored() {
        try (Application application = Application.of(By.PORTABLE_EXTENSION, source, Posts.class)) {
            Posts posts = application.get(Posts.class);
            posts.find(1_001);
            Posts.whileLoading = () -> {
                Posts.whileLoading = () -> {};
                turn(posts, METHOD, false);
            };
            int first = posts.find(1);
            turn(posts, METHOD, true);
            assertThat(posts.find(1)).isNotEqualTo(first);

            String all = Posts.class.getName() + "/all/CachexFetch/enabled";
            Posts.whileLoading = () -> {
                Posts.whileLoading = () -> {};
                source.set(all, "false");
                turn(posts, METHOD, false);
            };
            int second = posts.all(List.of(2L)).get(0);
            turn(posts, METHOD, true);
            assertThat(posts.find(2)).isNotEqualTo(second);
        }
    }

    @Test
    void warmUpOfWhatIsOff_isLeftOut() {
        source.set("cachex.cache.warmed.enabled", "false");
        try (LogLines log = LogLines.listen();
                Application application = Application.of(By.PORTABLE_EXTENSION, source, Posts.class)) {
            await().until(() -> log.lines().stream().anyMatch(line -> line.contains("left out as switched off")));
            assertThat(application.get(Posts.class).warmed()).isZero();
        }
    }

    @Test
    void switchOfAnInvalidation_isNoKey() {
        source.set(Posts.class.getName() + "/drop/CachexInvalidate/enabled", "false");
        source.set(Posts.class.getName() + "/save/CachexPut/enabled", "false");
        try (LogLines log = LogLines.listen();
                Application application = Application.of(By.PORTABLE_EXTENSION, source, Posts.class)) {
            assertThat(application.get(Posts.class).save(1)).isEqualTo(1_000);
            assertThat(log.warnings()).hasSize(2).allMatch(line -> line.contains("nobody reads this key"));
        }
    }
}
