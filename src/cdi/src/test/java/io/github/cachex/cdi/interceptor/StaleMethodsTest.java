// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.Application;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What methods answer when they fail. */
class StaleMethodsTest {
    /** Gives default values. */
    @ApplicationScoped
    public static class Defaults {
        @Produces
        @Named("noPost")
        Supplier<String> post() {
            return () -> "no post";
        }

        @Produces
        @Named("nothing")
        Supplier<@Nullable Object> nothing() {
            return () -> null;
        }
    }

    /** Fails when told to. */
    @ApplicationScoped
    @CachexDefaults(ttl = "1ms", staleTtl = "1h", skipOn = FileNotFoundException.class)
    public static class Posts {
        private volatile @Nullable Exception failure;
        private volatile boolean failed;

        public void failWith(Exception next) {
            failure = next;
        }

        public boolean hasFailed() {
            return failed;
        }

        private String answer() throws Exception {
            Exception told = failure;
            if (told != null) {
                failed = true;
                throw told;
            }
            return "post";
        }

        @CachexFetch
        public String any(long id) throws Exception {
            return answer();
        }

        @CachexFetch(staleOn = IOException.class, skipOn = IllegalStateException.class)
        public String named(long id) throws Exception {
            return answer();
        }

        @CachexFetch(staleTtl = "0", defaultValue = "noPost")
        public String orDefault(long id) throws Exception {
            return answer();
        }

        @CachexFetch(staleTtl = "0", defaultValue = "nothing")
        public Optional<String> orEmpty(long id) throws Exception {
            return Optional.of(answer());
        }

        @CachexFetch(staleTtl = "0", defaultValue = "nothing")
        public long orFailure(long id) throws Exception {
            return answer().length();
        }

        @CachexFetch(staleTtl = "0", defaultValue = "noPost")
        public CompletionStage<String> later(long id) {
            try {
                return CompletableFuture.completedFuture(answer());
            } catch (Exception e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @CachexFetch(staleTtl = "0", defaultValue = "noPost")
        public Integer ofAnotherType(long id) throws Exception {
            return answer().length();
        }
    }

    private interface Call {
        Object of(Posts posts) throws Exception;
    }

    /** Returns what {@code call} answers or throws once the method has failed, after it had answered once. */
    private static Object afterFailure(Map<String, String> configuration, Exception failure, Call call)
            throws Exception {
        try (Application application = Application.of(configuration, Posts.class, Defaults.class)) {
            Posts posts = application.get(Posts.class);
            call.of(posts);
            posts.failWith(failure);
            while (true) {
                try {
                    Object answer = call.of(posts);
                    if (posts.hasFailed()) {
                        return answer;
                    }
                } catch (Exception thrown) {
                    return thrown;
                }
            }
        }
    }

    private static Object afterFailure(Exception failure, Call call) throws Exception {
        return afterFailure(Map.of(), failure, call);
    }

    @Test
    void failure_isAnsweredByTheOldValueUnlessItSaysThatNothingIsThere() throws Exception {
        assertThat(afterFailure(new IOException("down"), posts -> posts.any(1))).isEqualTo("post");
        assertThat(afterFailure(new NoSuchElementException("deleted"), posts -> posts.any(1)))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void membersAndDefaultsOfTheClass_sayForWhichFailures() throws Exception {
        assertThat(afterFailure(new IOException("down"), posts -> posts.named(1)))
                .isEqualTo("post");
        assertThat(afterFailure(new FileNotFoundException(), posts -> posts.named(1)))
                .as("the method's skipOn takes the place of the class's")
                .isEqualTo("post");
        assertThat(afterFailure(new IllegalStateException(), posts -> posts.named(1)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(afterFailure(new FileNotFoundException(), posts -> posts.any(1)))
                .isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void configuration_saysItFromOutside() throws Exception {
        Map<String, String> outside = Map.of(
                Posts.class.getName() + "/named/CachexFetch/staleOn",
                "java.lang.IllegalStateException",
                Posts.class.getName() + "/named/CachexFetch/skipOn",
                "none",
                Posts.class.getName() + "/any/CachexFetch/defaultValue",
                "noPost",
                "cachex.stale-ttl",
                "1h");
        assertThat(afterFailure(outside, new IllegalStateException(), posts -> posts.named(1)))
                .isEqualTo("post");
        assertThat(afterFailure(outside, new IOException("down"), posts -> posts.named(1)))
                .isInstanceOf(IOException.class);
        assertThat(afterFailure(outside, new NoSuchElementException("deleted"), posts -> posts.any(1)))
                .isEqualTo("no post");
    }

    @Test
    void namedSupplier_givesTheDefaultValue() throws Exception {
        IOException failure = new IOException("down");
        assertThat(afterFailure(failure, posts -> posts.orDefault(1))).isEqualTo("no post");
        assertThat(afterFailure(failure, posts -> posts.orEmpty(1))).isEqualTo(Optional.empty());
        assertThat(afterFailure(
                        failure, posts -> posts.later(1).toCompletableFuture().get()))
                .isEqualTo("no post");
    }

    @Test
    void defaultThatTheMethodCannotReturn_leavesTheFailure() throws Exception {
        IOException failure = new IOException("down");
        assertThat(afterFailure(failure, posts -> posts.orFailure(1))).isSameAs(failure);
        assertThat(afterFailure(failure, posts -> posts.ofAnotherType(1))).isSameAs(failure);
    }

    @Test
    void mistakes_areToldAtDeployment() {
        assertThatThrownBy(() -> Application.of(
                        Map.of(
                                Posts.class.getName() + "/any/CachexFetch/staleOn",
                                "IOException",
                                Posts.class.getName() + "/orEmpty/CachexFetch/defaultValue",
                                "missing",
                                Posts.class.getName() + "/later/CachexFetch/defaultValue",
                                "strange"),
                        Posts.class,
                        Defaults.class,
                        Strange.class))
                .hasMessageContaining(
                        "/any/CachexFetch/staleOn=IOException: there is no class 'IOException'; write whole names")
                .hasMessageContaining("orEmpty: @CachexFetch defaultValue=missing: there is no bean of that name; add"
                        + " @Named(\"missing\") to a bean that is a Supplier")
                .hasMessageContaining("later: @CachexFetch defaultValue=strange: the bean of that name is no Supplier;"
                        + " let it implement Supplier");
    }

    /** Supplies nothing. */
    @ApplicationScoped
    @Named("strange")
    public static class Strange {}
}
