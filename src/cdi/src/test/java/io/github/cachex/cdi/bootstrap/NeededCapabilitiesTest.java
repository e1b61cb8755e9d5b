// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Annotations that ask for what the backend cannot do are refused with words before the application runs. */
class NeededCapabilitiesTest {
    private static final Map<String, String> BARE = Map.of("cachex.backend.type", "bare");
    private static final String LACK =
            "backend bare has no marks: nothing can be invalidated by tag, by pattern or as a whole";

    /** Asks for entries alone. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts")
    public static class ByKey {
        private int loads;

        @CachexFetch(key = "post:{0}")
        public String find(long id) {
            return "post " + id + ", load " + ++loads;
        }

        @CachexInvalidate(key = "post:{0}")
        public void drop(long id) {}
    }

    /** Asks for groups as well. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts")
    public static class ByGroup {
        @CachexFetch(key = "group:{0}", tags = "groups")
        public String find(long id) {
            return "group " + id;
        }

        @CachexInvalidate(tags = "groups")
        public void dropTagged() {}

        @CachexInvalidate(matching = "group:*")
        public void dropMatching() {}

        @CachexInvalidate(all = true)
        public void dropAll() {}
    }

    @ParameterizedTest
    @EnumSource
    void whatTheBackendCanDo_isServed(By extension) {
        try (Application application = Application.of(extension, BARE, ByKey.class)) {
            ByKey posts = application.get(ByKey.class);
            assertThat(posts.find(1)).isEqualTo("post 1, load 1");
            assertThat(posts.find(1)).isEqualTo("post 1, load 1");
            posts.drop(1);
            assertThat(posts.find(1)).isEqualTo("post 1, load 2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatItCannot_endsTheDeploymentWithEachPlace(By extension) {
        assertThatThrownBy(() -> Application.of(extension, BARE, ByKey.class, ByGroup.class))
                .hasMessageContaining("4 mistakes")
                .hasMessageContaining(
                        "ByGroup.find: tags that nothing can invalidate; remove them, or use another backend: " + LACK)
                .hasMessageContaining(
                        "ByGroup.dropTagged: @CachexInvalidate of what tags, matching or all name; name keys, or use"
                                + " another backend: " + LACK)
                .hasMessageContaining("ByGroup.dropMatching: @CachexInvalidate")
                .hasMessageContaining("ByGroup.dropAll: @CachexInvalidate");
    }

    @ParameterizedTest
    @EnumSource
    void eachCache_isHeldAgainstItsOwnBackend(By extension) {
        Map<String, String> chosen = Map.of("cachex.backend.type", "bare", "cachex.cache.posts.backend", "memory");
        try (Application application = Application.of(extension, chosen, ByGroup.class)) {
            ByGroup posts = application.get(ByGroup.class);
            assertThat(posts.find(1)).isEqualTo("group 1");
            posts.dropAll();
        }
        assertThatThrownBy(() -> Application.of(extension, Map.of("cachex.cache.posts.backend", "bare"), ByGroup.class))
                .hasMessageContaining("ByGroup.find: tags that nothing can invalidate")
                .hasMessageContaining(LACK);
    }
}
