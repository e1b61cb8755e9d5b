// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.LogLines;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Specializes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedKeysTest {
    /** The id of a post and that of an author would be one key. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts")
    public static class Ambiguous {
        /** One argument. */
        @CachexFetch
        public String byId(long id) {
            return "post " + id;
        }

        /** One argument as well. */
        @CachexFetch
        public String firstOfAuthor(long author) {
            return "post of " + author;
        }
    }

    /** The same methods, told apart. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts")
    public static class Plain {
        /** One argument. */
        @CachexFetch
        public String byId(long id) {
            return "post " + id;
        }

        /** Two arguments. */
        @CachexFetch
        public String byAuthor(long author, int number) {
            return "post of " + author + number;
        }

        /** A template. */
        @CachexFetch(key = "author:{id}")
        public String firstOfAuthor(@CachexKey("id") long author) {
            return "post of " + author;
        }
    }

    @ParameterizedTest
    @EnumSource
    void generatedKeysThatMayBeTheSame_areRefused(Application.By extension) {
        Throwable refused = catchThrowable(() -> Application.of(extension, Map.of(), Ambiguous.class));

        assertThat(refused)
                .hasMessageContaining(
                        "Ambiguous.firstOfAuthor: @CachexFetch in cache 'posts' would share generated keys" + " with "
                                + Ambiguous.class.getName() + ".byId; give each a key template");
    }

    /** A post and its title would be one entry. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts")
    public static class Mixed {
        /** A number, by its name. */
        @CachexFetch(key = "post:{id}")
        public Integer byId(@CachexKey("id") long id) {
            return (int) id;
        }

        /** A text, by its place. */
        @CachexPut(key = "post:{0}")
        public String title(long id) {
            return "title " + id;
        }
    }

    /** The generated key of one is the template of the other. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts")
    public static class Alike {
        /** A generated key. */
        @CachexFetch
        public String byAuthor(long author, int number) {
            return "post of " + author + number;
        }

        /** The same as a template. */
        @CachexFetch(key = "{0}:{1}")
        public List<String> titles(long author, int year) {
            return List.of(author + " in " + year);
        }
    }

    /** One type under one key, however it is handed out. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts")
    public static class Same {
        /** The value itself. */
        @CachexFetch(key = "post:{0}")
        public List<String> now(long id) {
            return List.of("post " + id);
        }

        /** In an {@code Optional}. */
        @CachexFetch(key = "post:{0}")
        public Optional<List<String>> perhaps(long id) {
            return Optional.of(now(id));
        }

        /** By a stage. */
        @CachexFetch(key = "post:{0}")
        public CompletionStage<List<String>> later(long id) {
            return CompletableFuture.completedFuture(now(id));
        }

        /** From outside. */
        @CachexPut(key = "post:{id}")
        public void put(@CachexKey("id") long id, @CachexValue List<String> post) {}
    }

    @ParameterizedTest
    @EnumSource
    void typesThatWouldMeet_areRefused(Application.By extension) {
        Throwable refused = catchThrowable(() -> Application.of(extension, Map.of(), Mixed.class, Alike.class));

        assertThat(refused)
                .hasMessageContaining(Alike.class.getName() + ".titles: @CachexFetch in cache 'posts' keeps"
                        + " java.util.List<java.lang.String> under the keys '{}:{}', where " + Alike.class.getName()
                        + ".byAuthor keeps java.lang.String, so that each would throw out what the other stored; give"
                        + " each a key template or a cache of its own")
                .hasMessageContaining(Mixed.class.getName() + ".title: @CachexPut in cache 'posts' keeps"
                        + " java.lang.String under the keys 'post:{}', where " + Mixed.class.getName()
                        + ".byId keeps java.lang.Integer, so that");
    }

    @ParameterizedTest
    @EnumSource
    void oneTypeUnderOneKey_isNot(Application.By extension) {
        try (Application application = Application.of(extension, Map.of(), Same.class)) {
            assertThat(application.get(Same.class).perhaps(1)).contains(List.of("post 1"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void keysToldApart_areNot(Application.By extension) throws Exception {
        try (Application application = Application.of(extension, Map.of(), Plain.class)) {
            Plain posts = application.get(Plain.class);
            assertThat(posts.byId(1)).isEqualTo("post 1");
            assertThat(posts.firstOfAuthor(1)).isEqualTo("post of 1");
        }
    }

    /** Asks a server that its subclass names. */
    public abstract static class Remote {
        abstract String url();

        @CachexFetch(cache = "remote")
        public String get(long id) {
            return url() + id;
        }

        @CachexFetch(cache = "remote-template", key = "r:{0}")
        public String byTemplate(long id) {
            return url() + id;
        }

        @CachexFetch
        public String unnamed(long id) {
            return url() + id;
        }
    }

    /** One server. */
    @ApplicationScoped
    public static class Europe extends Remote {
        @Override
        String url() {
            return "eu/";
        }
    }

    /** Another. */
    @ApplicationScoped
    public static class America extends Remote {
        @Override
        String url() {
            return "us/";
        }
    }

    /** Stands in for the first wherever it would be injected. */
    @Alternative
    @Priority(1)
    @ApplicationScoped
    public static class Stand extends Europe {
        @Override
        String url() {
            return "test/";
        }
    }

    /** Takes the place of the first. */
    @Specializes
    @ApplicationScoped
    public static class Special extends Europe {
        @Override
        String url() {
            return "special/";
        }
    }

    /** The template of another class. */
    @ApplicationScoped
    public static class Copy {
        /** In the same cache. */
        @CachexFetch(cache = "remote-template", key = "r:{id}")
        public String find(@CachexKey("id") long id) {
            return "copy " + id;
        }

        /** The same template once more. */
        @CachexFetch(cache = "remote-copy", key = "r:{0}")
        public String one(long id) {
            return "one " + id;
        }

        /** In one class. */
        @CachexFetch(cache = "remote-copy", key = "r:{0}")
        public String two(long id) {
            return "two " + id;
        }
    }

    @ParameterizedTest
    @EnumSource
    void methodThatTwoBeansInherit_isRefusedInANamedCache(Application.By extension) {
        Throwable refused = catchThrowable(() -> Application.of(extension, Map.of(), Europe.class, America.class));

        assertThat(refused)
                .hasMessageContaining("2 mistakes")
                .hasMessageContaining(Europe.class.getName() + ".get: @CachexFetch in cache 'remote' is inherited, and"
                        + " would share keys with " + America.class.getName() + ".get, so that one bean would answer"
                        + " with the other's value; leave the cache's name out so that each bean has its own, or name one"
                        + " in the @CachexDefaults of each, or allow it by @CachexAllow(\"shared-keys\")")
                .hasMessageContaining(Europe.class.getName() + ".byTemplate: @CachexFetch in cache 'remote-template'");
    }

    @ParameterizedTest
    @EnumSource
    void methodThatTwoBeansInherit_isAllowedByName(Application.By extension) {
        try (Application application =
                Application.of(extension, Map.of("cachex.allow", "shared-keys"), Europe.class, America.class)) {
            assertThat(application.get(Europe.class).get(1)).isEqualTo("eu/1");
            assertThat(application.get(America.class).get(1)).isEqualTo("eu/1");
            assertThat(application.get(America.class).unnamed(1)).isEqualTo("us/1");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Stand.class, Special.class})
    void beanThatStandsInForAnother_sharesNothing(Class<?> other) {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(Map.of(), Europe.class, other)) {
            assertThat(application.get(Europe.class).get(1)).doesNotStartWith("eu");
            assertThat(log.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void templateOfAnotherClass_isRefused(Application.By extension) {
        Throwable refused = catchThrowable(() -> Application.of(extension, Map.of(), Europe.class, Copy.class));

        assertThat(refused)
                .hasMessageContaining("cannot start: " + Europe.class.getName() + ".byTemplate: @CachexFetch in cache"
                        + " 'remote-template' has the keys 'r:{}', as " + Copy.class.getName() + ".find has, so that"
                        + " one would answer with the other's value; give each a key template or a cache of its own, or"
                        + " allow it by @CachexAllow(\"shared-keys\")");
    }

    @Test
    void templateOfOneClass_isALineAtTheStart() {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(Map.of(), Copy.class)) {
            assertThat(application.get(Copy.class).one(1)).isEqualTo("one 1");
            assertThat(log.lines())
                    .contains("INFO " + Copy.class.getName() + ".two: has the keys 'r:{}' of cache 'remote-copy'"
                            + " together with " + Copy.class.getName() + ".one, and each answers with what the other"
                            + " loaded");
            assertThat(log.warnings()).isEmpty();
        }
    }
}
