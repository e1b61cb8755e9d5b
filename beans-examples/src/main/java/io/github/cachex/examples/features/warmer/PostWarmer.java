// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.warmer;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheWarmer;
import io.github.cachex.WarmEntry;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.stream.Stream;

// snippet: warmer
@ApplicationScoped
public class PostWarmer implements CacheWarmer {
    @Inject
    PostStore store;

    @Override
    public Stream<WarmEntry<Post>> entries() throws IOException {
        return store.all().stream()
                .map(post -> WarmEntry.of("posts", CacheKey.of("post:" + post.id(), Post.class), () -> post));
    }
}
// end
