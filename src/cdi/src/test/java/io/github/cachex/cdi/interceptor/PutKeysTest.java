// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.LogLines;
import io.github.cachex.error.CacheKeyException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which keys puts have, and that what is wrong with one never fails a method that has done its work. */
class PutKeysTest {
    private static final String TOO_LONG = "x".repeat(2000);

    /** Perhaps without an id yet. */
    public record Post(@Nullable Long id, String text, boolean draft) {}

    /** Becomes too long for a key while it is saved. */
    public static class Growing {
        private String name = "short";

        public String getName() {
            if (name.isEmpty()) {
                throw new IllegalStateException("no name");
            }
            return name;
        }

        void become(String name) {
            this.name = name;
        }
    }

    /** Makes ids. */
    @ApplicationScoped
    public static class Posts {
        private long next = 1;
        private int worked;
        private String source = "old";

        @CachexFetch(cache = "posts", key = "post:{0}")
        public @Nullable Post find(@Nullable Long id) {
            return new Post(id, source, false);
        }

        @CachexPut(cache = "posts", key = "post:{0.id}")
        public Post insertByArgument(Post post) {
            return new Post(next++, post.text(), false);
        }

        @CachexPut(cache = "posts", key = "post:{result.id}", tags = "draft:{result.draft}")
        public Post insert(Post post) {
            return new Post(next++, post.text(), post.draft());
        }

        @CachexPut(cache = "posts", key = "post:{result.id}")
        public Optional<Post> insertPerhaps(Post post) {
            return Optional.of(new Post(next++, post.text(), false));
        }

        @CachexPut(cache = "posts", key = "post:{result.id}")
        public CompletionStage<Post> insertLater(Post post) {
            return CompletableFuture.completedFuture(new Post(next++, post.text(), false));
        }

        @CachexPut(cache = "posts", key = "post:{0}", when = "{0} != 7", unless = "{result.draft}")
        public Post save(long id, boolean draft) {
            source = "saved";
            return new Post(id, source, draft);
        }

        @CachexInvalidate(cache = "posts", key = "post:{0}", when = "{1}")
        public void change(long id, boolean really) {
            source = "changed";
        }

        @CachexInvalidate(cache = "posts", key = "post:{0}", when = "{1.name} == 'x'")
        public void changeDoubtfully(long id, Growing growing) {
            source = "doubtful";
        }

        @CachexInvalidate(cache = "posts", tags = "draft:{0}")
        public void dropDrafts(boolean draft) {}

        @CachexPut(cache = "names", key = "name:{0}")
        public String put(String name) {
            worked++;
            return name;
        }

        @CachexInvalidate(cache = "names", key = "name:{0}")
        public void drop(String name) {
            worked++;
        }

        @CachexFetch(cache = "names", key = "name:{0}")
        public String name(String name) {
            worked++;
            return source;
        }

        @CachexFetch(cache = "names-later", key = "name:{0}")
        public CompletionStage<String> nameLater(String name) {
            worked++;
            return CompletableFuture.completedFuture(source);
        }

        @CachexPut(cache = "names", key = "name:{0.name}")
        public String grow(Growing growing, String to) {
            worked++;
            growing.become(to);
            source = "grown";
            return to;
        }

        @CachexInvalidate(cache = "names", key = "name:{0.name}")
        public void shrink(Growing growing, String to) {
            worked++;
            growing.become(to);
            source = "grown";
        }

        public int worked() {
            return worked;
        }
    }

    private Application application;
    private Posts posts;

    @BeforeEach
    void start() {
        application = Application.of(Map.of(), Posts.class);
        posts = application.get(Posts.class);
    }

    @AfterEach
    void end() {
        application.close();
    }

    @Test
    void idThatTheMethodMakes_isInTheKey() throws Exception {
        posts.insert(new Post(null, "first", false));
        posts.insertPerhaps(new Post(null, "second", false));
        posts.insertLater(new Post(null, "third", false)).toCompletableFuture().get();

        assertThat(posts.find(1L)).isEqualTo(new Post(1L, "first", false));
        assertThat(posts.find(2L)).isEqualTo(new Post(2L, "second", false));
        assertThat(posts.find(3L)).isEqualTo(new Post(3L, "third", false));
    }

    @Test
    void tagOfTheResult_isFoundByIt() {
        posts.insert(new Post(null, "first", true));
        posts.dropDrafts(false);
        assertThat(posts.find(1L)).isEqualTo(new Post(1L, "first", true));
        posts.dropDrafts(true);
        assertThat(posts.find(1L)).isEqualTo(new Post(1L, "old", false));
    }

    @Test
    void nullInTheKey_isSaidOnceAndDropsWhatIsThere() {
        assertThat(posts.find(null)).isEqualTo(new Post(null, "old", false));
        try (LogLines log = LogLines.listen()) {
            posts.insertByArgument(new Post(null, "new", false));
            posts.insertByArgument(new Post(null, "newer", false));
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(".insertByArgument: a value is not stored, since {0.id} is null in its key; name what is"
                            + " not, for example {result.id}");
        }
        posts.change(99, false);
        assertThat(posts.find(null)).isEqualTo(new Post(null, "changed", false));
    }

    @Test
    void conditionsOfAPut_chooseCallsAndValues() {
        posts.save(1, false);
        assertThat(posts.find(1L)).isEqualTo(new Post(1L, "saved", false));
        assertThat(posts.find(7L)).isEqualTo(new Post(7L, "saved", false));
        posts.change(99, false);
        posts.save(7, false);
        posts.change(99, false);
        posts.save(1, true); // not stored, but no longer what it was
        posts.change(99, false);
        assertThat(posts.find(1L)).isEqualTo(new Post(1L, "changed", false));
        assertThat(posts.find(7L)).isEqualTo(new Post(7L, "saved", false));
    }

    @Test
    void conditionOfAnInvalidation_choosesCalls() {
        assertThat(posts.find(1L)).isEqualTo(new Post(1L, "old", false));
        posts.change(1, false);
        assertThat(posts.find(1L)).isEqualTo(new Post(1L, "old", false));
        posts.change(1, true);
        assertThat(posts.find(1L)).isEqualTo(new Post(1L, "changed", false));
    }

    @Test
    void conditionThatFails_invalidatesAllTheSame() {
        assertThat(posts.find(1L)).isEqualTo(new Post(1L, "old", false));
        Growing nameless = new Growing();
        nameless.become("");
        posts.changeDoubtfully(1, nameless);
        assertThat(posts.find(1L)).isEqualTo(new Post(1L, "doubtful", false));
    }

    @Test
    void keyThatIsKnownToBeWrong_failsBeforeTheMethod() {
        assertThatThrownBy(() -> posts.put(TOO_LONG)).isInstanceOf(CacheKeyException.class);
        assertThatThrownBy(() -> posts.drop(TOO_LONG)).isInstanceOf(CacheKeyException.class);
        assertThat(posts.worked()).isZero();
    }

    @Test
    void keyThatTheMethodMakesWrong_failsNobody() {
        assertThat(posts.name("short")).isEqualTo("old");
        try (LogLines log = LogLines.listen()) {
            assertThat(posts.grow(new Growing(), TOO_LONG)).isEqualTo(TOO_LONG);
            assertThat(posts.grow(new Growing(), TOO_LONG)).isEqualTo(TOO_LONG);
            assertThat(log.warnings()).hasSize(1);
        }
        assertThat(posts.name("short")).isEqualTo("grown");
        assertThat(posts.grow(new Growing(), "")).isEmpty();
        posts.shrink(new Growing(), TOO_LONG);
        posts.shrink(new Growing(), "");
        assertThat(posts.worked()).isEqualTo(7);
    }

    @Test
    void fetchWhoseKeyIsRejected_runsUncachedAndSaysSoOnce() throws Exception {
        try (LogLines log = LogLines.listen()) {
            assertThat(posts.name(TOO_LONG)).isEqualTo("old");
            assertThat(posts.name(TOO_LONG)).isEqualTo("old");
            assertThat(posts.nameLater(TOO_LONG).toCompletableFuture().get()).isEqualTo("old");
            assertThat(posts.worked()).isEqualTo(3);
            assertThat(log.warnings())
                    .hasSize(2)
                    .allMatch(line -> line.contains("a call is not cached: key id=name:xxx")
                            && line.contains("cachex.key.policy to replace or hash"));
        }
    }
}
