// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Cachex;
import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.error.CacheKeyException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DroppingMethodsTest {
    /**
     * Has an id.
     *
     * @param id the id
     */
    public record Named(String id) {}

    /** Reads posts with tags, and drops them in every way. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts", tags = "all-posts", staleTtl = "1h")
    public static class Posts {
        private final AtomicInteger loads = new AtomicInteger();
        private volatile boolean broken;

        public int loads() {
            return loads.get();
        }

        public void breaks(boolean now) {
            broken = now;
        }

        @CachexFetch(
                key = "post:{0}",
                tags = {"author:{1}", "static"})
        public String post(Object id, Object author) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            return id + " by " + author + ", load " + loads.incrementAndGet();
        }

        @CachexInvalidate(tags = "author:{0}")
        public void dropAuthor(Object author) {}

        @CachexInvalidate(tags = {"all-posts"})
        public void dropByTagOfTheClass() {}

        @CachexInvalidate(keys = {"post:{0}", "post:{1}"})
        public void dropTwo(long one, long other) {}

        @CachexInvalidate(keys = {"post:{0[]}", "post:{1[].id}"})
        public void dropEach(@Nullable List<? extends Number> ids, Named... posts) {}

        @CachexInvalidate(matching = "post:{0}*")
        public void dropMatching(String start) {}

        @CachexInvalidate(all = true)
        public void dropAll() {}

        @CachexInvalidate(all = true, soft = true)
        public void endAll() {}

        @CachexInvalidate(key = "post:{0}", soft = true)
        public void end(long id) {}

        @CachexInvalidate(tags = "author:{0}", soft = true)
        public void endAuthor(String author) {}

        @CachexInvalidate(matching = "post:*", soft = true)
        public void endMatching() {}

        @CachexInvalidate(key = "post:{0}")
        @CachexInvalidate(key = "post:{1}", before = true)
        @CachexInvalidate(cache = "others", all = true)
        public void dropSeveral(long one, long other, boolean fail) {
            if (fail) {
                throw new IllegalStateException("not dropped");
            }
        }

        @CachexPut(key = "post:{0}", tags = "author:{1}")
        @CachexInvalidate(tags = "author:{1}")
        public String replace(long id, String author) {
            return "replaced";
        }

        @CachexInvalidate(key = "post:{0}")
        @CachexInvalidate(key = "post:{1}", before = true)
        public CompletionStage<String> dropLater(long one, long other, CompletionStage<String> work) {
            return work;
        }
    }

    /** Looks into the caches. */
    @Dependent
    public static class Caches {
        @Inject
        @Cachex("posts")
        CacheHandler posts;

        @Inject
        @Cachex("others")
        CacheHandler others;
    }

    private final Map<String, String> configuration = new HashMap<>();
    private @Nullable Application application;
    private Posts posts;
    private Caches caches;

    private void start(By extension) {
        application = Application.of(extension, configuration, Posts.class, Caches.class);
        posts = application.get(Posts.class);
        caches = application.get(Caches.class);
    }

    @AfterEach
    void close() {
        if (application != null) {
            application.close();
        }
    }

    private boolean isThere(String id) {
        return caches.posts.contains(CacheKey.of(id, String.class));
    }

    @ParameterizedTest
    @EnumSource
    void tags_dropWhatCarriesThem(By extension) {
        start(extension);
        posts.post(1, "ann");
        posts.post(2, "bob");

        posts.dropAuthor("ann");

        assertThat(isThere("post:1")).isFalse();
        assertThat(isThere("post:2")).isTrue();
        posts.dropByTagOfTheClass();
        assertThat(isThere("post:2")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void tagsOfArguments_areAsDistinctAsTheArguments(By extension) {
        start(extension);
        posts.post(1, "a b");
        posts.post(2, "a%20b");

        posts.dropAuthor("a b");

        assertThat(isThere("post:1")).isFalse();
        assertThat(isThere("post:2")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void tagThatGetsTooLong_isAKeyExceptionBeforeTheMethodRuns(By extension) {
        start(extension);

        assertThatThrownBy(() -> posts.post(1, "x".repeat(300)))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("more than 256");
        assertThat(posts.loads()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void keys_dropEachOfThem(By extension) {
        start(extension);
        posts.post(1, "ann");
        posts.post(2, "ann");
        posts.post(3, "ann");

        posts.dropTwo(1, 3);

        assertThat(isThere("post:1")).isFalse();
        assertThat(isThere("post:2")).isTrue();
        assertThat(isThere("post:3")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void keysOfElements_dropEachOfThem(By extension) {
        start(extension);
        for (Object id : List.of(1, 2, 3, "x", "y")) {
            posts.post(id, "ann");
        }

        posts.dropEach(List.of());
        posts.dropEach(null);
        assertThat(isThere("post:1")).isTrue();

        posts.dropEach(List.of(1L, 3), new Named("x"), new Named("z"));

        assertThat(isThere("post:1")).isFalse();
        assertThat(isThere("post:2")).isTrue();
        assertThat(isThere("post:3")).isFalse();
        assertThat(isThere("post:x")).isFalse();
        assertThat(isThere("post:y")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void matching_dropsWhatMatches(By extension) {
        start(extension);
        posts.post("xa", "ann");
        posts.post("xb", "ann");
        posts.post("ya", "ann");

        posts.dropMatching("x");

        assertThat(isThere("post:xa")).isFalse();
        assertThat(isThere("post:xb")).isFalse();
        assertThat(isThere("post:ya")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void wildcardsInArguments_areLettersLikeOthers(By extension) {
        start(extension);
        for (String id : new String[] {"a", "*", "?", "*z", "\\", "\\*"}) {
            posts.post(id, "ann");
        }

        posts.dropMatching("*");
        posts.dropMatching("\\");

        assertThat(posts.post("a", "ann")).isEqualTo("a by ann, load 1");
        assertThat(posts.post("?", "ann")).isEqualTo("? by ann, load 3");
        assertThat(posts.post("*z", "ann")).isEqualTo("*z by ann, load 7");
        assertThat(posts.post("\\*", "ann")).isEqualTo("\\* by ann, load 8");
    }

    @ParameterizedTest
    @EnumSource
    void all_dropsEverythingInTheCacheAndNothingElse(By extension) {
        start(extension);
        posts.post(1, "ann");
        posts.post(2, "bob");
        caches.others.put(CacheKey.of("o", String.class), "other");

        posts.dropAll();

        assertThat(isThere("post:1")).isFalse();
        assertThat(isThere("post:2")).isFalse();
        assertThat(caches.others.contains(CacheKey.of("o", String.class))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void soft_letsTheOldValueStandInWhereTheMethodFails(By extension) {
        start(extension);
        List<Runnable> ways = List.of(
                () -> posts.endAll(), () -> posts.end(1), () -> posts.endAuthor("ann"), () -> posts.endMatching());
        for (int id = 0; id < ways.size(); id++) {
            posts.breaks(false);
            String old = posts.post(id, "ann");

            ways.get(id).run();

            posts.breaks(true);
            assertThat(isThere("post:" + id)).isFalse();
            assertThat(posts.post(id, "ann")).isEqualTo(old);
        }
    }

    @ParameterizedTest
    @EnumSource
    void severalOnOneMethod_allDropOnce_afterSuccess(By extension) {
        start(extension);
        posts.post(1, "ann");
        posts.post(2, "ann");
        caches.others.put(CacheKey.of("o", String.class), "other", CacheOptions.ttl("1h"));

        posts.dropSeveral(1, 2, false);

        assertThat(isThere("post:1")).isFalse();
        assertThat(isThere("post:2")).isFalse();
        assertThat(caches.others.contains(CacheKey.of("o", String.class))).isFalse();
        // One dropped key after success, one before and after it: had the interceptor run twice it would be more.
        assertThat(caches.posts.stats().invalidations()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void severalOnOneMethod_thatFails_onlyThoseBeforeDrop(By extension) {
        start(extension);
        posts.post(1, "ann");
        posts.post(2, "ann");

        assertThatThrownBy(() -> posts.dropSeveral(1, 2, true)).hasMessage("not dropped");

        assertThat(isThere("post:1")).isTrue();
        assertThat(isThere("post:2")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void putAndDropOfOneTag_dropTheOthersAndKeepWhatIsPut(By extension) {
        start(extension);
        posts.post(1, "ann");
        posts.post(2, "ann");

        posts.replace(1, "ann");

        assertThat(isThere("post:2")).isFalse();
        assertThat(posts.post(1, "ann")).isEqualTo("replaced");
        posts.dropAuthor("ann");
        assertThat(isThere("post:1")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void stage_dropsOnceItHasEnded(By extension) throws Exception {
        start(extension);
        posts.post(1, "ann");
        posts.post(2, "ann");
        CompletableFuture<String> work = new CompletableFuture<>();

        CompletionStage<String> result = posts.dropLater(1, 2, work);
        assertThat(isThere("post:1")).isTrue();
        assertThat(isThere("post:2")).isFalse();
        work.complete("done");

        assertThat(result.toCompletableFuture().get()).isEqualTo("done");
        assertThat(isThere("post:1")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void failingStage_dropsNothing_andFailsAsItDid(By extension) {
        start(extension);
        posts.post(1, "ann");
        IllegalStateException failure = new IllegalStateException("not done");

        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        posts.dropLater(1, 2, CompletableFuture.failedFuture(failure))
                .whenComplete((value, thrown) -> seen.complete(thrown));

        assertThat(seen).isCompletedWithValue(failure);
        assertThat(isThere("post:1")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void configuration_goesBeforeTheAnnotation(By extension) {
        configuration.put(Posts.class.getName() + "/post/CachexFetch/tags", "of:{1}, second");
        configuration.put(Posts.class.getName() + "/dropAuthor/CachexInvalidate/keys", "post:{0},post:none");
        start(extension);
        posts.post(1, "ann");
        posts.post(2, "ann");

        posts.dropByTagOfTheClass();
        assertThat(isThere("post:1")).isTrue();
        posts.dropAuthor(1);
        assertThat(isThere("post:1")).isFalse();
        assertThat(isThere("post:2")).isTrue();
        caches.posts.invalidateTags("of:ann");
        assertThat(isThere("post:2")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void whatIsTrueOrFalse_canBeSaidOutside(By extension) {
        String drops = Posts.class.getName() + "/%s/CachexInvalidate/%s";
        configuration.put(drops.formatted("endAll", "soft"), "false");
        configuration.put(drops.formatted("dropTwo", "all"), "true");
        configuration.put(drops.formatted("dropMatching", "soft"), "true");
        start(extension);
        posts.post(1, "ann");
        posts.breaks(true);

        posts.dropMatching("1");
        assertThat(posts.post(1, "ann")).startsWith("1 by ann");
        posts.endAll();
        assertThatThrownBy(() -> posts.post(1, "ann")).hasMessage("broken");
        posts.breaks(false);
        posts.post(3, "ann");
        posts.dropTwo(1, 2);
        assertThat(isThere("post:3")).isFalse();
    }

    @Test
    void whatIsNeitherTrueNorFalse_isADeploymentError() {
        String endAll = Posts.class.getName() + "/endAll/CachexInvalidate/";
        configuration.put(endAll + "soft", "maybe");
        configuration.put(endAll + "all", "false");

        assertThatThrownBy(() -> start(By.PORTABLE_EXTENSION))
                .hasMessageContaining(endAll + "soft=maybe: neither true nor false; write true or false")
                .hasMessageContaining(
                        "Posts.endAll: @CachexInvalidate all=false: configured outside, and nothing else says"
                                + " what is invalidated; remove the key, or configure key, keys, tags or matching as well");
    }
}
