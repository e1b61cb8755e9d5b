// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.generated;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Without a template every argument takes part in the key, unless some are marked: then those alone do. */
@ApplicationScoped
public class Titles {
    @Inject
    PostStore store;

    // snippet: generated
    /** A search; a record is as good as separate arguments. */
    public record Search(String word, boolean publishedOnly) {}

    @CachexFetch(ttl = "1m")
    public List<String> matching(Search search, int limit) throws IOException {
        return titles(search).limit(limit).toList();
    }

    @CachexFetch(ttl = "1m")
    public List<String> watched(@CachexKey Search search, Consumer<String> log) throws IOException {
        log.accept("searching " + search.word());
        return titles(search).toList();
    }
    // end

    private java.util.stream.Stream<String> titles(Search search) throws IOException {
        return store.all().stream()
                .filter(post -> post.published() || !search.publishedOnly())
                .map(Post::title)
                .filter(title -> title.contains(search.word()));
    }
}
