// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.FetchContext;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElementwiseFetchTest {
    /**
     * Has an id.
     *
     * @param id the id
     * @param text what is no part of a key
     */
    public record Post(@Nullable Long id, String text) {}

    /** Reads posts in every shape; a negative id has none. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts")
    public static class Posts {
        final List<Object> asked = new CopyOnWriteArrayList<>();

        List<Object> asked() {
            List<Object> all = List.copyOf(asked);
            asked.clear();
            return all;
        }

        private static @Nullable String post(@Nullable Long id) {
            return id != null && id < 0 ? null : "post " + id;
        }

        private static <K> Map<K, String> map(Iterable<K> ids, Function<K, Long> number) {
            Map<K, String> found = new HashMap<>();
            for (K id : ids) {
                String post = post(number.apply(id));
                if (post != null) {
                    found.put(id, post);
                }
            }
            return found;
        }

        @CachexFetch(key = "post:{0}")
        public @Nullable String one(@Nullable Long id) {
            asked.add(String.valueOf(id));
            return post(id);
        }

        @CachexFetch(keys = "post:{ids[]}")
        public Map<Long, String> all(@CachexKey("ids") @Nullable Collection<Long> ids) {
            asked.add(ids == null ? "null" : ids);
            return ids == null ? Map.of(0L, "none") : map(ids, id -> id);
        }

        @CachexFetch(keys = "post:{0[]}")
        public List<@Nullable String> inOrder(List<Long> ids) {
            asked.add(ids);
            return ids.stream().map(Posts::post).toList().subList(0, ids.size());
        }

        @CachexFetch(keys = "post:{0[]}")
        public Map<Long, String> ofSet(Set<Long> ids) {
            asked.add(ids);
            return map(ids, id -> id);
        }

        @CachexFetch(keys = "post:{0[]}")
        public List<String> ofNumbers(long... ids) {
            asked.add(ids.clone());
            return Arrays.stream(ids).mapToObj(Posts::post).toList();
        }

        @CachexFetch(keys = "post:{0[]}")
        public Map<Long, String> ofArray(Long[] ids) {
            asked.add(ids.clone());
            return map(Arrays.asList(ids), id -> id);
        }

        @CachexFetch(keys = "post:{0[]}")
        public Map<Long, String> ofIterable(Iterable<Long> ids) {
            asked.add(ids);
            return map(ids, id -> id);
        }

        @CachexFetch(keys = "post:{0[]}")
        public Map<Long, Optional<String>> optional(List<Long> ids) {
            asked.add(ids);
            Map<Long, Optional<String>> found = new HashMap<>();
            ids.forEach(id -> found.put(id, Optional.ofNullable(post(id))));
            return found;
        }

        @CachexFetch(cache = "comments", keys = "{lang}:{posts[].id}")
        public Map<Post, String> comments(
                @CachexKey("lang") String lang, @CachexKey("posts") List<Post> posts, String unnamed) {
            asked.add(List.of(lang, posts, unnamed));
            return map(posts, Post::id);
        }

        @CachexFetch(cache = "short", keys = "post:{0[]}")
        public List<String> tooFew(List<Long> ids) {
            asked.add(ids);
            return ids.stream().filter(id -> id > 0).map(Posts::post).toList();
        }

        @CachexFetch(cache = "short", keys = "other:{0[]}")
        public @Nullable Map<Long, String> nothing(List<Long> ids) {
            return null;
        }

        @CachexFetch(
                cache = "tagged",
                keys = "post:{0[]}",
                tags = {"post:{0[]}", "lang:{1}"})
        public Map<Long, String> tagged(List<Long> ids, String lang) {
            asked.add(ids);
            return map(ids, id -> id);
        }

        @CachexInvalidate(cache = "tagged", tags = "post:{0}")
        public void drop(long id) {}

        @CachexFetch(cache = "nulls", keys = "post:{0[]}", cacheNull = "true")
        public Map<Long, String> withNulls(List<Long> ids) {
            asked.add(ids);
            return map(ids, id -> id);
        }

        @CachexFetch(cache = "choosy", keys = "post:{0[]}", when = "{1} != 'plain'", unless = "{result} == 'post 2'")
        public Map<Long, String> choosy(List<Long> ids, String how) {
            asked.add(ids);
            return map(ids, id -> id);
        }

        @CachexFetch(cache = "steered", keys = "post:{0[]}")
        public Map<Long, String> steered(List<Long> ids) {
            asked.add(ids);
            FetchContext.current().tags("steered");
            return map(ids, id -> id);
        }

        @CachexInvalidate(cache = "steered", tags = "steered")
        public void dropSteered() {}

        @CachexFetch(cache = "failing", keys = "post:{0[]}")
        public Map<Long, String> failing(List<Long> ids) throws IOException {
            throw new IOException("no source");
        }

        @CachexFetch(cache = "standing-in", keys = "post:{0[]}", defaultValue = "no-post")
        public Map<Long, String> standingIn(List<Long> ids) throws IOException {
            if (ids.contains(13L)) {
                throw new IOException("no source");
            }
            return map(ids, id -> id);
        }

        @CachexFetch(cache = "keyed", keys = "post:{0[].text}")
        public Map<Unnamed, String> unnamed(List<Unnamed> elements) {
            asked.add(elements);
            return map(elements, element -> 1L);
        }

        @CachexFetch(cache = "refreshed", keys = "post:{0[]}", ttl = "2s", refreshAhead = "0.1")
        public Map<Long, String> refreshed(List<Long> ids) {
            asked.add(ids);
            return map(ids, id -> id);
        }
    }

    /** What cannot be named. */
    public record Unnamed(int number) {
        public String text() {
            throw new IllegalStateException("no text");
        }
    }

    /** Stands in. */
    @Named("no-post")
    @ApplicationScoped
    public static class NoPost implements Supplier<String> {
        @Override
        public String get() {
            return "nothing";
        }
    }

    private @Nullable Application application;
    private Posts posts;

    private void start(By extension) {
        application = Application.of(extension, Map.of("cachex.jitter", "0"), Posts.class, NoPost.class);
        posts = application.get(Posts.class);
    }

    @AfterEach
    void close() {
        if (application != null) {
            application.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCached_isNotAskedFor_andSharedWithTheMethodOfOne(By extension) {
        start(extension);
        assertThat(posts.one(2L)).isEqualTo("post 2");

        assertThat(posts.all(List.of(1L, 2L, 3L)))
                .containsExactly(entry(1L, "post 1"), entry(2L, "post 2"), entry(3L, "post 3"));
        assertThat(posts.inOrder(List.of(4L, 3L, 2L))).containsExactly("post 4", "post 3", "post 2");
        assertThat(posts.one(4L)).isEqualTo("post 4");
        assertThat(posts.all(List.of(4L, 1L))).containsExactly(entry(4L, "post 4"), entry(1L, "post 1"));

        assertThat(posts.asked()).containsExactly("2", List.of(1L, 3L), List.of(4L));
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void argument_isMadeAnewInItsOwnType(By extension) {
        start(extension);
        posts.one(2L);

        assertThat(posts.ofSet(new TreeSet<>(Set.of(3L, 2L, 1L)))).hasSize(3);
        assertThat(posts.all(new LinkedHashSet<>(List.of(2L, 5L, 4L)))).hasSize(3);
        assertThat(posts.ofNumbers(7, 2, 6)).containsExactly("post 7", "post 2", "post 6");
        assertThat(posts.ofNumbers()).isEmpty();
        assertThat(posts.ofArray(new Long[] {9L, 2L, 8L})).hasSize(3);

        assertThat(posts.asked())
                .containsExactly("2", Set.of(1L, 3L), Set.of(5L, 4L), new long[] {7, 6}, new Long[] {9L, 8L});
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void whatIsIteratedOverOnce_isReadOnce(By extension) {
        start(extension);
        posts.one(2L);
        Iterator<Long> once = List.of(1L, 2L).iterator();

        assertThat(posts.ofIterable(() -> once)).containsExactly(entry(1L, "post 1"), entry(2L, "post 2"));

        assertThat(posts.asked()).containsExactly("2", List.of(1L));
    }

    @ParameterizedTest
    @EnumSource
    void duplicates_areAskedForOnce_andAnsweredEach(By extension) {
        start(extension);

        assertThat(posts.inOrder(List.of(1L, 2L, 1L, 1L))).containsExactly("post 1", "post 2", "post 1", "post 1");
        assertThat(posts.all(List.of(3L, 3L, 1L))).containsExactly(entry(3L, "post 3"), entry(1L, "post 1"));
        assertThat(posts.comments("en", List.of(new Post(1L, "a"), new Post(1L, "b")), ""))
                .containsExactly(entry(new Post(1L, "a"), "post 1"), entry(new Post(1L, "b"), "post 1"));

        assertThat(posts.asked())
                .containsExactly(List.of(1L, 2L), List.of(3L), List.of("en", List.of(new Post(1L, "a")), ""));
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void null_isAnElementAsAnyOther(By extension) {
        start(extension);
        List<@Nullable Long> ids = Arrays.asList(1L, null, null);

        assertThat(posts.inOrder(ids)).containsExactly("post 1", "post null", "post null");
        assertThat(posts.all(ids)).hasSize(2).containsEntry(null, "post null");
        assertThat(posts.one(null)).isEqualTo("post null");

        assertThat(posts.asked()).containsExactly(Arrays.asList(1L, null));
        // A map that throws where it is asked for null has no value for it.
        assertThat(posts.all(null)).containsExactly(entry(0L, "none"));
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void elementWithoutAValue_isAbsentOrNull_andAskedForAgain(By extension) {
        start(extension);

        for (int i = 0; i < 2; i++) {
            assertThat(posts.all(List.of(1L, -1L))).containsOnlyKeys(1L);
            assertThat(posts.inOrder(List.of(-1L, 1L))).containsExactly(null, "post 1");
            assertThat(posts.optional(List.of(-1L, 1L)))
                    .containsExactly(entry(-1L, Optional.empty()), entry(1L, Optional.of("post 1")));
        }

        assertThat(posts.asked())
                .startsWith(List.of(1L, -1L), List.of(-1L), List.of(-1L))
                .hasSize(6);
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void nullThatIsCached_isNotAskedForAgain(By extension) {
        start(extension);

        for (int i = 0; i < 2; i++) {
            assertThat(posts.withNulls(List.of(1L, -1L))).containsOnlyKeys(1L);
        }

        assertThat(posts.asked()).containsExactly(List.of(1L, -1L));
    }

    @ParameterizedTest
    @EnumSource
    void nothing_isAnsweredWithoutACall(By extension) {
        start(extension);

        assertThat(posts.all(List.of())).isEmpty();
        assertThat(posts.inOrder(List.of())).isEmpty();
        assertThat(posts.ofArray(new Long[0])).isEmpty();

        assertThat(posts.asked()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void nullInPlaceOfTheElements_isTheMethodsAffair(By extension) {
        start(extension);

        assertThat(posts.all(null)).containsExactly(entry(0L, "none"));
        assertThat(posts.all(null)).containsExactly(entry(0L, "none"));

        assertThat(posts.asked()).containsExactly("null", "null");
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void otherArguments_takePart_andStayAsTheyAre(By extension) {
        start(extension);
        Post one = new Post(1L, "a");
        Post two = new Post(2L, "b");

        posts.comments("en", List.of(one), "x");
        posts.comments("en", List.of(one, two), "y");
        posts.comments("fr", List.of(one, two), "z");

        assertThat(posts.asked())
                .containsExactly(
                        List.of("en", List.of(one), "x"),
                        List.of("en", List.of(two), "y"),
                        List.of("fr", List.of(one, two), "z"));
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void listOfAnotherSize_isAnError_andNothingIsStored(By extension) {
        start(extension);

        assertThatThrownBy(() -> posts.tooFew(List.of(1L, -1L, 2L)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(Posts.class.getName()
                        + ".tooFew: it returned a list of 2 where the elements are 3, so that no value"
                        + " can be matched to its element; put null where an element has no value, or use a Map");
        assertThat(posts.tooFew(List.of(1L))).containsExactly("post 1");
        assertThatThrownBy(() -> posts.nothing(List.of(1L)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(Posts.class.getName()
                        + ".nothing: it returned null; leave the elements that have no value out of" + " the map");

        assertThat(posts.asked()).containsExactly(List.of(1L, -1L, 2L), List.of(1L));
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void tags_areThoseOfEachElement(By extension) {
        start(extension);
        posts.tagged(List.of(1L, 2L), "en");

        posts.drop(1);
        posts.tagged(List.of(1L, 2L), "en");

        assertThat(posts.asked()).containsExactly(List.of(1L, 2L), List.of(1L));
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void when_isSaidOfTheCall_andUnlessOfEachValue(By extension) {
        start(extension);
        posts.choosy(List.of(1L), "plain");
        posts.choosy(List.of(1L, 2L), "cached");
        posts.choosy(List.of(2L, 1L), "cached");

        assertThat(posts.asked()).containsExactly(List.of(1L), List.of(1L, 2L), List.of(2L));
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void whatTheMethodSaysOfStoring_holdsForAllThatItLoads(By extension) {
        start(extension);
        posts.steered(List.of(1L, 2L));
        posts.steered(List.of(2L, 1L));
        assertThat(posts.asked()).containsExactly(List.of(1L, 2L));

        posts.dropSteered();
        posts.steered(List.of(1L, 2L));
        assertThat(posts.asked()).containsExactly(List.of(1L, 2L));
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void exception_arrivesAsItWasThrown(By extension) {
        start(extension);

        assertThatThrownBy(() -> posts.failing(List.of(1L)))
                .isInstanceOf(IOException.class)
                .hasMessage("no source");
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void defaultValue_standsInForEachElementThatFails(By extension) throws Exception {
        start(extension);
        posts.standingIn(List.of(1L));

        assertThat(posts.standingIn(List.of(1L, 13L, 2L)))
                .containsExactly(entry(1L, "post 1"), entry(13L, "nothing"), entry(2L, "nothing"));
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void whereAnElementCannotBeNamed_theMethodRunsPlainly(By extension) {
        start(extension);
        List<Unnamed> elements = List.of(new Unnamed(1), new Unnamed(2));

        for (int i = 0; i < 2; i++) {
            assertThat(posts.unnamed(elements)).containsOnlyKeys(elements);
        }

        assertThat(posts.asked()).containsExactly(elements, elements);
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void refreshesInTheBackground_areForTheirElements_besideWhatTheCallLoads(By extension) {
        start(extension);
        List<Long> ids = List.of(1L, 2L, 3L, 4L);
        List<Long> wanted = new ArrayList<>(ids);
        List<Object> refreshed = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            wanted.add(100L + wanted.size());
            assertThat(posts.refreshed(wanted).values())
                    .containsExactlyElementsOf(
                            wanted.stream().map(id -> "post " + id).toList());
            refreshed.addAll(posts.asked());
            return ids.stream().allMatch(id -> refreshed.contains(List.of(id)));
        });
    }
}
