// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.jcache.Application.By;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the annotations of JSR-107 do to the calls of a bean. */
class JcacheMethodsTest {
    /** A bean with all of them in one cache. */
    @ApplicationScoped
    @CacheDefaults(cacheName = "posts")
    public static class Posts {
        private final AtomicInteger loads = new AtomicInteger();

        @CacheResult
        public String find(long id) {
            return "post " + id + ", load " + loads.incrementAndGet();
        }

        @CacheResult
        public String findFor(String reader, @CacheKey long id) {
            return find(id) + " for " + reader;
        }

        @CacheResult(skipGet = true)
        public String renew(long id) {
            return "renewed " + loads.incrementAndGet();
        }

        @CachePut
        public int save(long id, @CacheValue String text) {
            return 42;
        }

        @CachePut(afterInvocation = false)
        public void announce(long id, @CacheValue String text) {
            throw new IllegalStateException("after it was stored");
        }

        @CachePut(cacheFor = IllegalStateException.class, noCacheFor = Narrower.class)
        public void saveThough(@CacheKey long id, @CacheValue String text, RuntimeException failure) {
            throw failure;
        }

        @CacheRemove
        public void delete(long id) {}

        @CacheRemove(afterInvocation = false)
        public void deleteFirst(long id) {
            throw new IllegalStateException("after it was removed");
        }

        @CacheRemove(evictFor = IllegalStateException.class)
        public void deleteFor(@CacheKey long id, RuntimeException failure) {
            throw failure;
        }

        @CacheRemove(noEvictFor = IllegalStateException.class)
        public void deleteBut(@CacheKey long id, RuntimeException failure) {
            throw failure;
        }

        @CacheRemoveAll
        public void clear() {}

        @CacheRemoveAll(evictFor = IllegalStateException.class)
        public void clearFor(RuntimeException failure) {
            throw failure;
        }

        @CacheRemoveAll(afterInvocation = false)
        public void clearFirst() {
            throw new IllegalStateException("after all were removed");
        }
    }

    /** An exception that is out of what its superclass is in. */
    static class Narrower extends IllegalStateException {
        private static final long serialVersionUID = 1L;
    }

    /** A bean whose caches nobody names. */
    @ApplicationScoped
    public static class Unnamed {
        private static final String FIND = "io.github.cachex.jcache.JcacheMethodsTest$Unnamed.find(long)";

        private final AtomicInteger loads = new AtomicInteger();

        @CacheResult
        public String find(long id) {
            return id + ", load " + loads.incrementAndGet();
        }

        @CacheResult
        public String find(String name) {
            return name + ", load " + loads.incrementAndGet();
        }

        @CacheRemove(cacheName = FIND)
        public void delete(long id) {}
    }

    private static void with(By extensions, Consumer<Posts> test) {
        try (Application application = Application.of(extensions, Posts.class)) {
            test.accept(application.get(Posts.class));
        }
    }

    @ParameterizedTest
    @EnumSource
    void result_isCachedUnderAllParameters_orThoseMarked(By extensions) {
        with(extensions, posts -> {
            assertThat(posts.find(1)).isEqualTo("post 1, load 1");
            assertThat(posts.find(1)).isEqualTo("post 1, load 1");
            assertThat(posts.find(2)).isEqualTo("post 2, load 2");
            assertThat(posts.findFor("ann", 2)).isEqualTo("post 2, load 2");
        });
    }

    @ParameterizedTest
    @EnumSource
    void skipGet_runsTheMethodAndStoresWhatItReturns(By extensions) {
        with(extensions, posts -> {
            assertThat(posts.find(1)).isEqualTo("post 1, load 1");
            assertThat(posts.renew(1)).isEqualTo("renewed 2");
            assertThat(posts.renew(1)).isEqualTo("renewed 3");
            assertThat(posts.find(1)).isEqualTo("renewed 3");
        });
    }

    @ParameterizedTest
    @EnumSource
    void put_storesTheMarkedParameter_whateverTheMethodReturns(By extensions) {
        with(extensions, posts -> {
            assertThat(posts.save(1, "written")).isEqualTo(42);
            assertThat(posts.find(1)).isEqualTo("written");
        });
    }

    @Test
    void putBefore_storesThoughTheMethodFails() {
        with(By.PORTABLE_EXTENSIONS, posts -> {
            assertThatThrownBy(() -> posts.announce(1, "written")).hasMessage("after it was stored");
            assertThat(posts.find(1)).isEqualTo("written");
        });
    }

    @Test
    void putOfAFailedMethod_storesForTheExceptionsThatItNames() {
        with(By.PORTABLE_EXTENSIONS, posts -> {
            failsWith(new IllegalArgumentException("no"), no -> posts.saveThough(1, "written", no));
            failsWith(new Narrower(), no -> posts.saveThough(1, "written", no));
            assertThat(posts.find(1)).isEqualTo("post 1, load 1");
            failsWith(new IllegalStateException("yes"), yes -> posts.saveThough(1, "written", yes));
            assertThat(posts.find(1)).isEqualTo("written");
        });
    }

    @ParameterizedTest
    @EnumSource
    void remove_isOfOneEntry_removeAllOfAll(By extensions) {
        with(extensions, posts -> {
            posts.find(1);
            posts.find(2);
            posts.delete(1);
            assertThat(posts.find(1)).isEqualTo("post 1, load 3");
            assertThat(posts.find(2)).isEqualTo("post 2, load 2");
            posts.clear();
            assertThat(posts.find(1)).isEqualTo("post 1, load 4");
            assertThat(posts.find(2)).isEqualTo("post 2, load 5");
        });
    }

    @Test
    void removeBefore_removesThoughTheMethodFails() {
        with(By.PORTABLE_EXTENSIONS, posts -> {
            posts.find(1);
            assertThatThrownBy(() -> posts.deleteFirst(1)).hasMessage("after it was removed");
            assertThat(posts.find(1)).isEqualTo("post 1, load 2");
            assertThatThrownBy(posts::clearFirst).hasMessage("after all were removed");
            assertThat(posts.find(1)).isEqualTo("post 1, load 3");
        });
    }

    @Test
    void removeOfAFailedMethod_isForTheExceptionsThatItNames() {
        with(By.PORTABLE_EXTENSIONS, posts -> {
            posts.find(1);
            failsWith(new IllegalArgumentException("no"), no -> posts.deleteFor(1, no));
            failsWith(new IllegalStateException("no"), no -> posts.deleteBut(1, no));
            failsWith(new IllegalArgumentException("no"), posts::clearFor);
            assertThat(posts.find(1)).isEqualTo("post 1, load 1");
            failsWith(new Narrower(), yes -> posts.deleteFor(1, yes));
            assertThat(posts.find(1)).isEqualTo("post 1, load 2");
            failsWith(new NoSuchElementException("yes"), yes -> posts.deleteBut(1, yes));
            assertThat(posts.find(1)).isEqualTo("post 1, load 3");
            failsWith(new IllegalStateException("yes"), posts::clearFor);
            assertThat(posts.find(1)).isEqualTo("post 1, load 4");
        });
    }

    private static void failsWith(RuntimeException failure, Consumer<RuntimeException> call) {
        assertThatThrownBy(() -> call.accept(failure)).isSameAs(failure);
    }

    @ParameterizedTest
    @EnumSource
    void cacheThatNobodyNames_isTheMethodWithItsParameterTypes(By extensions) {
        try (Application application = Application.of(extensions, Unnamed.class)) {
            Unnamed bean = application.get(Unnamed.class);
            assertThat(bean.find(1)).isEqualTo("1, load 1");
            assertThat(bean.find("1")).isEqualTo("1, load 2");
            bean.delete(1);
            assertThat(bean.find(1)).isEqualTo("1, load 3");
            assertThat(bean.find("1")).isEqualTo("1, load 2");
        }
    }
}
