// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.documented;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where articles are. */
@ApplicationScoped
public class ArticleStore {
    private final Map<Long, String> articles = new ConcurrentHashMap<>();

    Optional<String> find(long id) {
        return Optional.ofNullable(articles.get(id));
    }

    void save(long id, String text) {
        articles.put(id, text);
    }

    void delete(long id) {
        articles.remove(id);
    }
}
