// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CachexFetch;
import io.github.cachex.jcache.Application.By;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.concurrent.CompletionStage;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Designs that end the deployment, all of them in one message, each with its place and its remedy. */
class JcacheMistakesTest {
    /** A resolver of one's own. */
    public static class Resolvers implements CacheResolverFactory {
        @Override
        public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
            throw new UnsupportedOperationException();
        }
    }

    /** A generator that nobody can make, of keys that do not write themselves. */
    public static class Unmakeable implements CacheKeyGenerator {
        /** A key like any object. */
        public static class Key implements GeneratedCacheKey {
            private static final long serialVersionUID = 1L;

            @Override
            public int hashCode() {
                return 1;
            }

            @Override
            public boolean equals(Object other) {
                return this == other;
            }
        }

        public Unmakeable(String needed) {}

        @Override
        public Key generateCacheKey(CacheKeyInvocationContext<? extends Annotation> call) {
            return new Key();
        }
    }

    /** An exception that its message does not make. */
    public static class Coded extends Exception {
        private static final long serialVersionUID = 1L;

        public Coded(int code) {
            super("code " + code);
        }
    }

    @ApplicationScoped
    public static class Wrong {
        @CacheResult(cacheName = "a", cacheResolverFactory = Resolvers.class)
        public String resolved(long id) {
            return "";
        }

        @CacheResult(cacheName = "b b")
        public String blank(long id) {
            return "";
        }

        @CacheResult(cacheName = "b-b")
        public String dash(long id) {
            return "";
        }

        @CacheResult(cacheName = "c", exceptionCacheName = "c-x", cachedExceptions = Coded.class)
        public String coded(long id) {
            return "";
        }

        @CacheResult(cacheName = "d", exceptionCacheName = "d-x")
        public String declared(long id) throws Coded {
            return "";
        }

        @CacheResult(cacheName = "e", cachedExceptions = IllegalStateException.class)
        public String nowhere(long id) {
            return "";
        }

        @CacheResult(cacheName = "f", exceptionCacheName = "f-x")
        public CompletionStage<String> later(long id) {
            throw new UnsupportedOperationException();
        }

        @CacheResult(cacheName = "g", cacheKeyGenerator = Unmakeable.class)
        public String unmakeable(long id) {
            return "";
        }

        @CachePut(cacheName = "a")
        public void nothing(long id) {}

        @CachePut(cacheName = "a", afterInvocation = false, cacheFor = IllegalStateException.class)
        public void both(@CacheKey @CacheValue String value) {}

        @CacheResult(cacheName = "a")
        @CacheRemove(cacheName = "a")
        public String two(long id) {
            return "";
        }

        @CacheResult(cacheName = "a")
        @CachexFetch(cache = "a")
        public String mixed(long id) {
            return "";
        }

        @CacheRemove(cacheName = "a", afterInvocation = false, noEvictFor = IllegalStateException.class)
        public void early(long id) {}

        @CacheRemoveAll(cacheName = "a", afterInvocation = false, evictFor = IllegalStateException.class)
        public void earlyAll() {}
    }

    /** A removal that no result can have. */
    @ApplicationScoped
    @CacheDefaults(cacheName = "m")
    public static class Unmet {
        @CacheResult
        public String found(long id) {
            return "";
        }

        @CacheRemove
        public void remove(List<Long> ids) {}
    }

    /** What is wrong with the Cachex annotations that these stand for. */
    @ApplicationScoped
    public static class Judged {
        @CacheResult(cacheName = "a")
        public String found(long id) {
            return "";
        }

        @CacheResult(cacheName = "k")
        public String identity(Thread thread) {
            return "";
        }

        @CacheResult(cacheName = "l")
        public java.io.InputStream unstorable(long id) {
            return java.io.InputStream.nullInputStream();
        }

        @CacheResult(cacheName = "a")
        public void nothingAtAll(long id) {}

        @CacheResult(cacheName = "h")
        public final String unreachable(Object anything) {
            return "";
        }
    }

    @ApplicationScoped
    @CacheResult
    @CacheDefaults(cacheName = "i", cacheResolverFactory = Resolvers.class)
    public static class Whole {
        @CacheRemoveAll
        public void clear() {}
    }

    /** A bean that wants what another provider has. */
    @ApplicationScoped
    public static class Programmatic {
        @Inject
        CacheManager manager;

        @Inject
        Cache<String, String> cache;
    }

    private static final String RESOLVERS = "cacheResolverFactory=" + Resolvers.class.getName()
            + ": caches are those of Cachex, and none are resolved; remove it, name the cache by cacheName, and configure it by"
            + " cachex.cache.<name>.*";
    private static final String CODED =
            Coded.class.getName() + " cannot be cached, since it cannot be made again of its"
                    + " message; give it a public constructor of a String, or name it in nonCachedExceptions";
    private static final String BEFORE =
            " with afterInvocation = false: what is done before the method depends on no exception; remove one";
    private static final String UNMAKEABLE = "@CacheResult cacheKeyGenerator=" + Unmakeable.class.getName() + ": ";

    private static String wrong(String method, String problem) {
        return Wrong.class.getName() + "." + method + ": " + problem;
    }

    @ParameterizedTest
    @EnumSource
    void wrongMembers_areToldAtOnce(By extensions) {
        assertThatThrownBy(() ->
                        Application.of(extensions, Wrong.class, Whole.class).close())
                .hasMessageContainingAll(
                        Whole.class.getName()
                                + ": @CacheResult on a class, which Cachex does not serve; write it on the methods",
                        Whole.class.getName() + ".clear: @CacheRemoveAll " + RESOLVERS,
                        wrong("resolved", "@CacheResult " + RESOLVERS),
                        wrong("dash", "@CacheResult cacheName=\"b-b\" and \"b b\" would both be the cache 'b-b'"),
                        wrong("coded", "@CacheResult exceptionCacheName=c-x: " + CODED),
                        wrong("declared", "@CacheResult exceptionCacheName=d-x: " + CODED),
                        wrong(
                                "nowhere",
                                "@CacheResult cachedExceptions or nonCachedExceptions without exceptionCacheName"),
                        wrong("later", "@CacheResult exceptionCacheName=f-x: what a stage fails with is not cached"),
                        wrong(
                                "unmakeable",
                                UNMAKEABLE + "it cannot be made; let it be a bean, or give it a constructor"),
                        wrong("unmakeable", UNMAKEABLE + "its keys are of " + Unmakeable.Key.class.getName()),
                        wrong("nothing", "@CachePut without @CacheValue; mark the parameter to store with it"),
                        wrong("both", "@CacheKey and @CacheValue on one parameter; choose one"),
                        wrong("both", "@CachePut cacheFor" + BEFORE),
                        wrong("early", "@CacheRemove noEvictFor" + BEFORE),
                        wrong("earlyAll", "@CacheRemoveAll evictFor" + BEFORE),
                        wrong(
                                "two",
                                "@CacheResult and @CacheRemove on one method, and JSR-107 allows @CacheResult alone"),
                        wrong("mixed", "@CachexFetch and @CacheResult on one method"));
    }

    @ParameterizedTest
    @EnumSource
    void whatCachexRefuses_isRefusedHereToo(By extensions) {
        assertThatThrownBy(() -> Application.of(extensions, Judged.class).close())
                .hasMessageContainingAll(
                        Judged.class.getName() + ".nothingAtAll: @CachexFetch on a void method",
                        Judged.class.getName() + ".unreachable: @CacheResult on a final method",
                        Judged.class.getName() + ".unstorable: @CachexFetch: InputStream cannot be cached",
                        Judged.class.getName()
                                + ".identity: @CachexFetch key template '{0}': {0} is of type java.lang.Thread",
                        "; @CacheResult stands for @CachexFetch here");
        assertThatThrownBy(() -> Application.of(extensions, Unmet.class).close())
                .hasMessageContaining(Unmet.class.getName()
                        + ".remove: @CachexInvalidate of cache 'm' has the key '{}' with java.util.List");
    }

    @Test
    void programmaticApi_isRefusedWhereNobodyProvidesIt() {
        assertThatThrownBy(() -> Application.of(By.PORTABLE_EXTENSIONS, Programmatic.class)
                        .close())
                .hasMessageContaining(Programmatic.class.getName()
                        + ".manager: Cachex serves the annotations of JSR-107,"
                        + " and no CacheManager or Cache; inject @Cachex(\"…\") CacheHandler, or add a JCache provider")
                .hasMessageContaining(Programmatic.class.getName() + ".cache: ");
    }
}
