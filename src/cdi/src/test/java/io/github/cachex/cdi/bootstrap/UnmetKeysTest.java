// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import io.github.cachex.CachexAllow;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.spi.KeyGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Invalidations and puts whose keys no fetch of their cache has. */
class UnmetKeysTest {
    /** Finds by a generated key. */
    @ApplicationScoped
    public static class Posts {
        @CachexFetch(cache = "posts")
        public String find(long id) {
            return "post " + id;
        }
    }

    /** Drops by one argument more. */
    @ApplicationScoped
    public static class Change {
        @CachexInvalidate(cache = "posts")
        public void change(long id, String to) {}
    }

    /** Drops by none. */
    @ApplicationScoped
    public static class Reset {
        @CachexInvalidate(cache = "posts")
        public void reset() {}
    }

    /** Drops by a template that nobody has. */
    @ApplicationScoped
    public static class Other {
        @CachexInvalidate(cache = "posts", key = "post:{0}")
        public void drop(long id) {}

        @CachexInvalidate(cache = "posts", key = "*")
        public void dropAll() {}

        @CachexInvalidate(cache = "posts", matching = "post:*")
        public void dropSome() {}

        @CachexPut(cache = "posts")
        public String put(long id, long version) {
            return "";
        }
    }

    /** Does so on purpose. */
    @ApplicationScoped
    public static class Allowed {
        @CachexAllow("unmet")
        @CachexInvalidate(cache = "posts")
        public void reset() {}
    }

    /** Misspells the cache. */
    @ApplicationScoped
    public static class Misspelt {
        @CachexInvalidate(cache = "psots")
        public void drop(long id) {}
    }

    /** All that meets. */
    @ApplicationScoped
    public static class Right {
        @CachexInvalidate(cache = "posts")
        public void drop(long id) {}

        @CachexInvalidate(cache = "posts", key = "{0}")
        public void dropByTemplate(long id) {}

        @CachexInvalidate(cache = "posts", all = true)
        public void dropAll() {}

        @CachexInvalidate(cache = "posts", matching = "*")
        public void dropMatching() {}

        @CachexInvalidate(cache = "posts", keys = "{0[]}")
        public void dropEach(long[] ids) {}

        @CachexPut(cache = "posts", key = "{0}")
        public String put(long id) {
            return "";
        }
    }

    /** Stores more than annotations tell of. */
    @ApplicationScoped
    public static class Handled {
        @Inject
        @Cachex("posts")
        CacheHandler posts;
    }

    /** Looks caches up. */
    @ApplicationScoped
    public static class LookedUp {
        @Inject
        Instance<CacheHandler> caches;
    }

    /** Makes keys of its own. */
    @ApplicationScoped
    public static class Keys implements KeyGenerator {
        @Override
        public String generate(Method method, Object[] arguments) {
            return "all";
        }
    }

    private static String refusal(By extension, Map<String, String> configuration, Class<?>... beans) {
        return String.valueOf(catchThrowable(() -> Application.of(extension, configuration, beans)));
    }

    private static String unmet(Class<?> bean, String method, String key, String said, String remedy) {
        return bean.getName() + "." + method + " of cache 'posts' " + key
                + ", and no fetch of it has such a key, so that "
                + said + "; the nearest is '{}', made from the arguments, of " + Posts.class.getName() + ".find, so "
                + remedy;
    }

    private static final String OR_ALLOW = ", or allow it by @CachexAllow(\"unmet\")";
    private static final String OR_ALL = ", or invalidate all by all = true";

    @ParameterizedTest
    @EnumSource
    void otherCountOfArguments_isRefused(By extension) {
        assertThat(refusal(extension, Map.of(), Posts.class, Change.class, Reset.class))
                .contains(
                        unmet(
                                Change.class,
                                "change: @CachexInvalidate",
                                "has the key '{}:{}', made from the arguments",
                                "nothing is invalidated",
                                "mark the parameters that this one is made of @CachexKey" + OR_ALL + OR_ALLOW),
                        unmet(
                                Reset.class,
                                "reset: @CachexInvalidate",
                                "has the key '()', made from the arguments",
                                "nothing is invalidated",
                                "mark the parameters that this one is made of @CachexKey" + OR_ALL + OR_ALLOW));
    }

    @ParameterizedTest
    @EnumSource
    void otherForms_areRefused(By extension) {
        String template = "leave the key out, or give the fetch the same template";
        assertThat(refusal(extension, Map.of(), Posts.class, Other.class))
                .contains(
                        unmet(
                                Other.class,
                                "drop: @CachexInvalidate",
                                "has the key 'post:{}'",
                                "nothing is invalidated",
                                template + OR_ALL + OR_ALLOW),
                        unmet(
                                Other.class,
                                "dropAll: @CachexInvalidate",
                                "has the key '*'",
                                "nothing is invalidated",
                                "write matching = \"…\" for a pattern, since a star in a key is a star" + OR_ALLOW),
                        unmet(
                                Other.class,
                                "dropSome: @CachexInvalidate",
                                "invalidates what matches 'post:*'",
                                "nothing is invalidated",
                                template + OR_ALL + OR_ALLOW),
                        unmet(
                                Other.class,
                                "put: @CachexPut",
                                "has the key '{}:{}', made from the arguments",
                                "nobody reads what is stored",
                                "mark the parameters that this one is made of @CachexKey" + OR_ALLOW));
    }

    @ParameterizedTest
    @EnumSource
    void formsThatMeet_areNot(By extension) {
        assertThat(Warned.of(extension, Map.of(), Posts.class, Right.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAllowed_isNot(By extension) {
        assertThat(Warned.of(extension, Map.of(), Posts.class, Allowed.class)).isEmpty();
        assertThat(Warned.of(
                        extension,
                        Map.of(Reset.class.getName() + "/reset/CachexAllow", "unmet"),
                        Posts.class,
                        Reset.class))
                .isEmpty();
        assertThat(Warned.of(extension, Map.of("cachex.allow", "unmet"), Posts.class, Reset.class))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSaidOutside_isAppliedFirst(By extension) {
        assertThat(Warned.of(
                        extension,
                        Map.of(Change.class.getName() + "/change/CachexInvalidate/key", "{0}"),
                        Posts.class,
                        Change.class))
                .isEmpty();
        assertThat(refusal(
                        extension,
                        Map.of(Posts.class.getName() + "/find/CachexFetch/key", "post:{0}"),
                        Posts.class,
                        Right.class))
                .contains(Right.class.getName() + ".drop: @CachexInvalidate of cache 'posts' has the key '{}'");
    }

    @ParameterizedTest
    @EnumSource
    void otherWaysToFillTheCache_areWarnedOfAlone(By extension) {
        for (Class<?> filler : new Class<?>[] {Handled.class, LookedUp.class}) {
            assertThat(Warned.of(extension, Map.of(), Posts.class, Reset.class, filler))
                    .singleElement()
                    .asString()
                    .contains(Reset.class.getName() + ".reset: @CachexInvalidate of cache 'posts' has the key '()'");
        }
        assertThat(Warned.of(extension, Map.of(), Posts.class, Reset.class, Keys.class))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void cacheThatNobodyFills_isWarnedOfWithTheNearest(By extension) {
        assertThat(Warned.of(extension, Map.of(), Posts.class, Misspelt.class))
                .containsExactly(Misspelt.class.getName()
                        + ".drop: @CachexInvalidate of cache 'psots', which no fetch of this application fills; did you"
                        + " mean 'posts'?");
        assertThat(Warned.of(extension, Map.of(), Reset.class, Handled.class)).isEmpty();
    }

    /** Gives one tag and drops another. */
    @ApplicationScoped
    public static class Tagged {
        @CachexFetch(cache = "tagged", key = "{0}", tags = "author:{1}")
        public String find(long id, String author) {
            return "";
        }

        @CachexInvalidate(cache = "tagged", tags = "autor:{0}")
        public void retire(String author) {}

        @CachexInvalidate(cache = "tagged", tags = "author:{0}")
        public void drop(String author) {}
    }

    @ParameterizedTest
    @EnumSource
    void tagThatNobodyDeclares_isWarnedOf(By extension) {
        assertThat(Warned.of(extension, Map.of(), Tagged.class))
                .containsExactly(Tagged.class.getName()
                        + ".retire: @CachexInvalidate of cache 'tagged' has the tag 'autor:{}', which no annotation gives to"
                        + " a value of it; did you mean 'author:{}'?");
    }

    /** Gives a tag of anything, and drops that of a text. */
    @ApplicationScoped
    public static class TaggedByAnything {
        @CachexFetch(cache = "tagged", key = "{0}", tags = "author:{1}")
        public String find(long id, Object author) {
            return "";
        }

        @CachexInvalidate(cache = "tagged", tags = "author:{0}")
        public void drop(String author) {}
    }

    @ParameterizedTest
    @EnumSource
    void tagOfAnotherType_isWarnedOf(By extension) {
        assertThat(Warned.of(extension, Map.of(), TaggedByAnything.class))
                .containsExactly(TaggedByAnything.class.getName()
                        + ".drop: @CachexInvalidate of cache 'tagged' has the tag 'author:{}' with java.lang.String in it, and "
                        + TaggedByAnything.class.getName()
                        + ".find has it with java.lang.Object, so that the same value may have another key there and"
                        + " nothing is invalidated; declare one type in both");
    }
}
