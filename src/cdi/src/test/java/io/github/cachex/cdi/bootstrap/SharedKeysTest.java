// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.cdi.Application;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource
    void keysToldApart_areNot(Application.By extension) throws Exception {
        try (Application application = Application.of(extension, Map.of(), Plain.class)) {
            Plain posts = application.get(Plain.class);
            assertThat(posts.byId(1)).isEqualTo("post 1");
            assertThat(posts.firstOfAuthor(1)).isEqualTo("post of 1");
        }
    }
}
