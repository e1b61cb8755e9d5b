// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark.cachex;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.benchmark.Post;
import jakarta.enterprise.context.ApplicationScoped;

/** A bean whose methods are cached in the ways that annotations offer. */
@ApplicationScoped
public class Shop {
    /** What a key is made of. */
    public record PostId(String blog, long id) {}

    /** Returns a post by its id. */
    @CachexFetch(cache = "posts", key = "post:{id}")
    public Post one(@CachexKey("id") Long id) {
        return Post.of(id);
    }

    /** Returns a post by two arguments. */
    @CachexFetch(cache = "posts", key = "post:{blog}:{id}")
    public Post two(@CachexKey("blog") String blog, @CachexKey("id") Long id) {
        return Post.of(id);
    }

    /** Returns a post by parts of a record. */
    @CachexFetch(cache = "posts", key = "post-of:{id.blog}:{id.id}")
    public Post record(@CachexKey("id") PostId id) {
        return Post.of(id.id());
    }

    /** Returns a post, cached if a condition holds. */
    @CachexFetch(cache = "posts", key = "post-if:{id}", when = "{id} < 1000000")
    public Post conditional(@CachexKey("id") Long id) {
        return Post.of(id);
    }

    /** Returns a post that can be invalidated by tags. */
    @CachexFetch(
            cache = "posts",
            key = "post-tagged:{id}",
            tags = {"posts", "post:{id}"})
    public Post tagged(@CachexKey("id") Long id) {
        return Post.of(id);
    }
}
