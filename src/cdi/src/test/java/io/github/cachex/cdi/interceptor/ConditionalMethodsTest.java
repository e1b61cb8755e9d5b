// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheCondition;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.cdi.Application;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Methods that are cached for some calls, or values, alone. */
class ConditionalMethodsTest {
    /** A plain value. */
    public record Post(long id, boolean draft) {}

    /** Holds for even ids. */
    @ApplicationScoped
    @Named("even")
    public static class Even implements CacheCondition {
        @Override
        public boolean holds(Method method, @Nullable Object[] arguments, @Nullable Object result) {
            assertThat(method.getName()).isEqualTo("byBean");
            return (Long) arguments[0] % 2 == 0;
        }
    }

    /** Counts what it is asked. */
    @ApplicationScoped
    public static class Posts {
        private final AtomicInteger loads = new AtomicInteger();

        public int loads() {
            return loads.get();
        }

        @CachexFetch(when = "{id} > 0")
        public long positive(@CachexKey("id") long id) {
            return loads.incrementAndGet();
        }

        @CachexFetch(unless = "{result.draft} || {0} == 9")
        public Post find(long id) {
            loads.incrementAndGet();
            return new Post(id, id < 0);
        }

        @CachexFetch(cacheNull = "true", unless = "{result} != null && {result.draft}")
        public Optional<Post> perhaps(long id) {
            loads.incrementAndGet();
            return id == 0 ? Optional.empty() : Optional.of(new Post(id, id < 0));
        }

        @CachexFetch(unless = "{result.empty}")
        public CompletionStage<List<Post>> later(long id) {
            loads.incrementAndGet();
            return CompletableFuture.supplyAsync(() -> id < 0 ? List.of() : List.of(new Post(id, false)));
        }

        @CachexFetch(when = "@even")
        public long byBean(long id) {
            return loads.incrementAndGet();
        }

        @CachexFetch(when = "${args[0] mod 2 == 0}", unless = "${result == 0}")
        public long byExpression(long id) {
            loads.incrementAndGet();
            return id;
        }

        @CachexFetch(when = "{0.blank}")
        public long fromOutside(String id) {
            return loads.incrementAndGet();
        }

        @CachexFetch(key = "{0.id}", when = "{0.sound}", unless = "{0.odd}")
        public long failing(Odd odd) {
            return loads.incrementAndGet();
        }
    }

    /** Its properties fail. */
    public record Odd(long id, boolean late) {
        public boolean isSound() {
            if (!late) {
                throw new IllegalStateException("not sound");
            }
            return true;
        }

        public boolean isOdd() {
            throw new IllegalStateException("odd");
        }
    }

    private interface Call {
        Object of(Posts posts) throws Exception;
    }

    /** Returns how often the method runs for two equal calls. */
    private static int loads(Call call) throws Exception {
        return loads(Map.of(), call);
    }

    private static int loads(Map<String, String> configuration, Call call) throws Exception {
        try (Application application = Application.of(configuration, Posts.class, Even.class)) {
            Posts posts = application.get(Posts.class);
            call.of(posts);
            call.of(posts);
            return posts.loads();
        }
    }

    @Test
    void when_choosesCallsByTheirArguments() throws Exception {
        assertThat(loads(posts -> posts.positive(1))).isEqualTo(1);
        assertThat(loads(posts -> posts.positive(0))).isEqualTo(2);
    }

    @Test
    void unless_keepsValuesOut() throws Exception {
        assertThat(loads(posts -> posts.find(1))).isEqualTo(1);
        assertThat(loads(posts -> posts.find(-1))).isEqualTo(2);
        assertThat(loads(posts -> posts.find(9))).isEqualTo(2);
    }

    @Test
    void optional_isSeenByItsContent() throws Exception {
        assertThat(loads(posts -> posts.perhaps(0))).isEqualTo(1);
        assertThat(loads(posts -> posts.perhaps(1))).isEqualTo(1);
        assertThat(loads(posts -> posts.perhaps(-1))).isEqualTo(2);
    }

    @Test
    void stage_isSeenByWhatItEndsWith() throws Exception {
        assertThat(loads(posts -> posts.later(1).toCompletableFuture().get())).isEqualTo(1);
        assertThat(loads(posts -> posts.later(-1).toCompletableFuture().get())).isEqualTo(2);
    }

    @Test
    void bean_decides() throws Exception {
        assertThat(loads(posts -> posts.byBean(2))).isEqualTo(1);
        assertThat(loads(posts -> posts.byBean(3))).isEqualTo(2);
    }

    @Test
    void expression_decides() throws Exception {
        assertThat(loads(posts -> posts.byExpression(2))).isEqualTo(1);
        assertThat(loads(posts -> posts.byExpression(3))).isEqualTo(2);
        assertThat(loads(posts -> posts.byExpression(0))).isEqualTo(2);
    }

    @Test
    void configuration_hasTheLastWord() throws Exception {
        String key = Posts.class.getName() + "/fromOutside/CachexFetch/when";

        assertThat(loads(posts -> posts.fromOutside("a"))).isEqualTo(2);
        assertThat(loads(Map.of(key, "{0} == 'a'"), posts -> posts.fromOutside("a")))
                .isEqualTo(1);
        assertThatThrownBy(() -> loads(Map.of(key, "{1} == 'a'"), posts -> posts.fromOutside("a")))
                .hasMessageContaining(
                        "fromOutside: @CachexFetch when: {1} does not exist; positions go from {0} to {0}");
    }

    @Test
    void conditionThatFails_cachesNothing() throws Exception {
        assertThat(loads(posts -> posts.failing(new Odd(1, false)))).isEqualTo(2);
        assertThat(loads(posts -> posts.failing(new Odd(1, true)))).isEqualTo(2);
    }
}
