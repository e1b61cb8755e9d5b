// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.cdi.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is configured changes while the application runs. */
class ChangedConfigurationTest {
    private static final String METHOD = Posts.class.getName() + "/find/CachexFetch/";

    private final Changing source = new Changing();

    /** Says what stands in a map by now, and names it. */
    private static final class Changing implements ConfigSource {
        private volatile Map<String, String> texts = Map.of("cachex.config.poll", "20ms");

        void set(String... keysAndTexts) {
            Map<String, String> changed = new HashMap<>(texts);
            for (int i = 0; i < keysAndTexts.length; i += 2) {
                changed.put(keysAndTexts[i], keysAndTexts[i + 1]);
            }
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

        @Inject
        @Cachex("posts")
        CacheHandler cache;

        /** Cached for long. */
        @CachexFetch(cache = "posts", key = "post:{id}", ttl = "1h")
        public int find(@CachexKey("id") long id) {
            return calls.incrementAndGet();
        }

        /** Never called. */
        @CachexFetch(cache = "posts", key = "idle")
        public int idle() {
            return 1;
        }

        /** Drops what has one of {@code tags}. */
        public void drop(String... tags) {
            cache.invalidateTags(tags);
        }
    }

    private static boolean isCached(Posts posts, long id) {
        int first = posts.find(id);
        return posts.find(id) == first;
    }

    /** Returns whether something that an earlier round has {@code seen} is loaded again by now, and looks at one thing more. */
    private static boolean isLoadedAgain(Posts posts, Map<Long, Integer> seen) {
        boolean again = seen.entrySet().stream().anyMatch(entry -> posts.find(entry.getKey()) != entry.getValue());
        long next = 10L + seen.size();
        seen.put(next, posts.find(next));
        return again;
    }

    private static List<String> changes(LogLines log) {
        return log.lines().stream()
                .filter(line -> line.contains("onfiguration ") && !line.contains("keeps its entries"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void changedTtlOfAMethod_holdsForTheNextCall(By extension) {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(extension, source, Posts.class)) {
            Posts posts = application.get(Posts.class);
            assertThat(posts.find(1)).isEqualTo(1);
            assertThat(posts.find(1)).isEqualTo(1);

            source.set(METHOD + "ttl", "1ms");
            Map<Long, Integer> seen = new HashMap<>();
            await().until(() -> isLoadedAgain(posts, seen));
            assertThat(posts.find(1)).as("stored before, and good for an hour").isEqualTo(1);
            await().untilAsserted(() ->
                    assertThat(changes(log)).containsExactly("INFO The configuration changed: " + METHOD + "ttl=1ms"));

            source.set(METHOD + "ttl", "1h");
            AtomicInteger last = new AtomicInteger();
            await().until(() -> last.get() == last.updateAndGet(before -> posts.find(3)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void changedTags_areThoseOfTheNextLoad(By extension) {
        try (Application application = Application.of(extension, source, Posts.class)) {
            Posts posts = application.get(Posts.class);
            int first = posts.find(1);
            posts.drop("all");
            assertThat(posts.find(1)).isEqualTo(first);

            source.set("CachexFetch/tags", "all,post-{id}");
            AtomicInteger id = new AtomicInteger(10);
            await().until(() -> {
                int fresh = posts.find(id.incrementAndGet());
                posts.drop("all");
                return posts.find(id.get()) > fresh;
            });
        }
    }

    /** Nobody has asked for its keys yet, so that only a look at the names by now can tell. */
    @ParameterizedTest
    @EnumSource
    void wrongTextOfAMethodThatWasNeverCalled_isRefusedToo(By extension) {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(extension, source, Posts.class)) {
            String key = Posts.class.getName() + "/idle/CachexFetch/ttl";
            source.set(key, "soon");
            await().until(() -> !log.warnings().isEmpty());
            assertThat(log.warnings()).singleElement().asString().contains(key + "=soon: not a duration; ");
            assertThat(application.get(Posts.class).idle()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void wrongText_isRefusedAndTheOldStaysInForce(By extension) {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(extension, source, Posts.class)) {
            Posts posts = application.get(Posts.class);
            posts.find(1);

            source.set(METHOD + "tags", "{author}", METHOD + "staleTtl", "soon", "cachex.cache.posts.ttl", "1ms");
            await().until(() -> !log.warnings().isEmpty());
            assertThat(isCached(posts, 2)).isTrue();
            source.set(METHOD + "staleTtl", "1h");
            await().until(() -> log.warnings().size() > 1);

            assertThat(log.warnings())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("WARNING The changed configuration is not taken, the old one stays in force: ")
                            .contains(Posts.class.getName() + ".find: @CachexFetch tags: "));
            assertThat(log.warnings().get(0)).contains(METHOD + "staleTtl=soon: ");
            assertThat(log.warnings().get(1)).doesNotContain("soon");
            assertThat(isCached(posts, 3)).isTrue();
        }
    }
}
