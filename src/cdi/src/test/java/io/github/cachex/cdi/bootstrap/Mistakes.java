// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import io.github.cachex.CachexWarm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.persistence.Entity;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Beans with every mistake that a deployment is refused for. */
final class Mistakes {
    private Mistakes() {}

    /** Says not what it is. */
    public static class Opaque {}

    /** Methods that no container intercepts. */
    @ApplicationScoped
    static class Unreachable {
        @CachexFetch
        private String hidden() {
            return "";
        }

        @CachexFetch
        static String fixed() {
            return "";
        }

        @CachexFetch
        final String sealed() {
            return "";
        }

        @CachexInvalidate(cache = "a")
        private void hiddenToo() {}

        String callsHidden() {
            hiddenToo();
            return hidden();
        }
    }

    /** A class that no container intercepts. */
    @Dependent
    static final class Closed {
        @CachexFetch
        public String find() {
            return "";
        }
    }

    /** Returns what cannot be cached. */
    @ApplicationScoped
    static class Uncacheable {
        @CachexFetch
        public void nothing() {}

        @CachexFetch
        public Void boxedNothing() {
            throw new UnsupportedOperationException();
        }

        @CachexFetch
        public Stream<String> stream() {
            return Stream.of();
        }

        @CachexFetch
        public Iterator<String> iterator() {
            return List.<String>of().iterator();
        }

        @CachexFetch
        public InputStream input() {
            return InputStream.nullInputStream();
        }

        @CachexFetch
        public CompletionStage<Void> promiseOfNothing() {
            return CompletableFuture.completedFuture(null);
        }

        @CachexFetch
        @SuppressWarnings("rawtypes")
        public CompletionStage promiseOfAnything() {
            return CompletableFuture.completedFuture("");
        }

        @CachexFetch
        public List<CompletableFuture<String>> promises() {
            return List.of();
        }

        @CachexFetch
        public Future<String> future() {
            return CompletableFuture.completedFuture("");
        }

        @CachexFetch
        public Flow.Publisher<String> publisher() {
            return subscriber -> {};
        }

        @CachexFetch
        public List<Optional<Stream<String>>> nested() {
            return List.of();
        }

        @CachexFetch
        public Optional<Optional<String>> twice() {
            return Optional.empty();
        }

        @CachexFetch
        @SuppressWarnings("rawtypes")
        public Optional raw() {
            return Optional.empty();
        }
    }

    /** What nobody says the type of. */
    static class Generic<T> {
        @CachexFetch
        public List<T> all() {
            return List.of();
        }
    }

    /** Does not say it either. */
    @ApplicationScoped
    @SuppressWarnings("rawtypes")
    static class StillGeneric extends Generic {}

    /** Members that cannot be read. */
    @ApplicationScoped
    static class Members {
        @CachexFetch(ttl = "5 sek")
        public String ttl() {
            return "";
        }

        @CachexFetch(ttl = "0s", staleTtl = "-1m", cacheNull = "maybe")
        public String several() {
            return "";
        }

        @CachexFetch(cache = "a:b")
        public String colon() {
            return "";
        }

        @CachexPut
        public String put() {
            return "";
        }

        @CachexInvalidate
        public void invalidate() {}

        @CachexPut(cache = "a")
        public void putNothing(String id) {}

        @CachexPut(cache = "a")
        public void putTwo(@CachexValue String one, @CachexValue String two) {}
    }

    /** Keys of elements that nobody can name. */
    @ApplicationScoped
    static class Lists {
        @CachexFetch(key = "post:{0[]}")
        public String fetched(List<Long> ids) {
            return "";
        }

        @CachexInvalidate(
                cache = "a",
                keys = {"post:{0[]}", "post:{1[]}:{1[]}", "post:{2[]}"})
        public void dropped(long id, List<Long> ids, List<?> any) {}
    }

    /** Conditions that cannot be told. */
    @ApplicationScoped
    static class Choices {
        @CachexFetch(when = "{0}", unless = "{result} ==")
        public String two(long id) {
            return "";
        }

        @CachexFetch(when = "@nobody")
        public String unknown(long id) {
            return "";
        }

        @CachexFetch(when = "@mute")
        public String silent(long id) {
            return "";
        }
    }

    /** Defaults that cannot be read. */
    @ApplicationScoped
    @CachexDefaults(cache = "{x}")
    static class Defaults {
        @CachexFetch
        public String find() {
            return "";
        }
    }

    /** Keys that cannot be made. */
    @ApplicationScoped
    static class Keys {
        @CachexFetch(key = "post:{id}")
        public String unnamed(long id) {
            return "";
        }

        @CachexFetch(key = "post:{it}")
        public String misnamed(@CachexKey("id") long id) {
            return "";
        }

        @CachexFetch(key = "post:{0}{1}")
        public String together(String a, String b) {
            return "";
        }

        @CachexFetch
        public String array(Thread[] ids) {
            return "";
        }

        @CachexFetch
        public String opaque(Opaque id) {
            return "";
        }
    }

    /** Annotations that do not go together. */
    @ApplicationScoped
    static class Together {
        @CachexFetch(cache = "a")
        @CachexInvalidate(cache = "a")
        public String fetchAndInvalidate() {
            return "";
        }

        @CachexPut(cache = "a", key = "k")
        @CachexInvalidate(cache = "a", key = "k")
        public String putAndInvalidate() {
            return "";
        }

        @CachexPut(cache = "a", key = "k")
        @CachexInvalidate(cache = "a", key = "all")
        public String putOneAndInvalidateAnother() {
            return "";
        }
    }

    /** Invalidations that say too much, or what cannot be. */
    @ApplicationScoped
    @CachexDefaults(cache = "drops", tags = "of-class")
    static class Drops {
        @CachexInvalidate(key = "k", tags = "t", all = true)
        public void severalWays() {}

        @CachexInvalidate(keys = {"k", ""})
        public void noKey() {}

        @CachexInvalidate(tags = {"t", " "})
        public void noTag() {}

        @CachexInvalidate(tags = "author:{author}")
        @CachexInvalidate(matching = "post:{post}:*")
        @CachexInvalidate(matching = "post:\\")
        public void unknown(@CachexKey("id") long id) {}

        @CachexInvalidate(key = "x:{1}")
        @CachexInvalidate(cache = "a:b", all = true)
        private void hidden() {}

        @CachexFetch
        @CachexInvalidate(key = "k")
        @CachexInvalidate(key = "l")
        public String fetchAndInvalidate() {
            return "";
        }

        @CachexPut(key = "k")
        @CachexInvalidate(key = "l")
        @CachexInvalidate(keys = {"m", "k"})
        public String putAndInvalidate() {
            return "";
        }

        String callsHidden() {
            hidden();
            return "";
        }
    }

    /** Tags that cannot be. */
    @ApplicationScoped
    @CachexDefaults(tags = "region:{region}")
    static class Tagged {
        @CachexFetch(
                tags = {"", "author:{0}"},
                softTimeout = "soon",
                hardTimeout = "0",
                refreshAhead = "2")
        public String find(long author) {
            return "";
        }
    }

    /** Belongs to a persistence context. */
    @Entity
    public static class Account {}

    /** Shares what must not be shared. */
    @ApplicationScoped
    @CachexDefaults(cache = "accounts")
    static class Sharing {
        @CachexFetch(key = "{0}")
        public Map<String, Account[]> arrays(String id) {
            return Map.of();
        }

        @CachexFetch(key = "l:{0}")
        public CompletionStage<List<? extends Account>> list(String id) {
            return CompletableFuture.completedFuture(List.of());
        }

        @CachexPut(key = "{0}")
        public Account save(String id) {
            return new Account();
        }

        @CachexFetch(cache = "accounts-as-bytes", key = "{0}")
        public Account asBytes(String id) {
            return new Account();
        }

        @CachexFetch(cache = "accounts-far", key = "{0}")
        public Account far(String id) {
            return new Account();
        }
    }

    /** Warm-ups that cannot run. */
    @ApplicationScoped
    static class Warm {
        @CachexWarm
        public String notFetched() {
            return "";
        }

        @CachexWarm
        @CachexFetch
        public String arguments(String id) {
            return "";
        }

        @CachexWarm(from = "nobody")
        @CachexFetch
        public String unknown(String id) {
            return "";
        }

        @CachexWarm(from = "mute")
        @CachexFetch
        public String supplied(String id) {
            return "";
        }

        @CachexWarm(from = "mute")
        @CachexFetch
        public String unasked() {
            return "";
        }
    }

    /** Supplies nothing. */
    @Named("mute")
    @Dependent
    static class Mute {}

    /** Wants a cache that cannot be. */
    @Dependent
    static class Injected {
        @Inject
        @Cachex("no good")
        CacheHandler cache;
    }

    /** None. */
    @ApplicationScoped
    static class Good {
        @CachexFetch
        public String find(String id) {
            return id;
        }
    }

    static Class<?>[] all() {
        return new Class<?>[] {
            Unreachable.class,
            Closed.class,
            Uncacheable.class,
            StillGeneric.class,
            Members.class,
            Choices.class,
            Lists.class,
            Defaults.class,
            Keys.class,
            Together.class,
            Drops.class,
            Tagged.class,
            Sharing.class,
            Warm.class,
            Mute.class,
            Injected.class
        };
    }
}
