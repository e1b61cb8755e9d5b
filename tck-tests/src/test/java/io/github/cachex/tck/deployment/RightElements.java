// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Legitimate fetches, puts and invalidations element by element. */
final class RightElements {
    private RightElements() {}

    /** Has an id. */
    public record Post(long id, String title) {}

    /** One entry for each, shared with the method of one, put and dropped by other methods. */
    @Accepted
    @ApplicationScoped
    static class AllOfOneCache {
        @CachexFetch(cache = "re-1", key = "post:{0}")
        Post find(long id) {
            return new Post(id, "");
        }

        @CachexFetch(
                cache = "re-1",
                keys = "post:{ids[]}",
                tags = {"post:{ids[]}", "posts"})
        Map<Long, Post> all(@CachexKey("ids") Collection<Long> ids) {
            return Map.of();
        }

        @CachexFetch(cache = "re-1", keys = "post:{0[]}")
        List<Post> inOrder(long... ids) {
            return List.of();
        }

        @CachexPut(cache = "re-1", keys = "post:{0[].id}")
        void save(@CachexValue List<Post> posts) {}

        @CachexPut(cache = "re-1", keys = "post:{0[]}")
        void replace(@CachexValue Map<Long, Post> posts) {}

        @CachexPut(cache = "re-1", keys = "post:{result[].id}", tags = "title:{result.title}")
        CompletionStage<List<Post>> create(List<String> titles) {
            throw new IllegalStateException();
        }

        @CachexInvalidate(cache = "re-1", keys = "post:{0[]}")
        void drop(Set<Long> ids) {}
    }

    /** Types that a call can be made with anew, and values in them. */
    @Accepted
    @ApplicationScoped
    static class OtherTypes {
        @CachexFetch(cache = "re-2", keys = "a:{0[]}")
        HashMap<String, ? extends Post> all(Iterable<String> ids) {
            return new HashMap<>();
        }

        @CachexFetch(cache = "re-2", keys = "b:{1}:{0[].id}")
        Map<Post, Optional<String>> optional(LinkedHashSet<? extends Post> posts, String language) {
            return Map.of();
        }

        @CachexFetch(cache = "re-2", keys = "c:{0[]}")
        List<List<String>> lists(String[] ids) {
            return List.of();
        }
    }
}
