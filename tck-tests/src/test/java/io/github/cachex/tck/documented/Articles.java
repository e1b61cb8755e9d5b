// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.documented;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.NoSuchElementException;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** A bean that knows the annotations of JSR-107 alone. */
// snippet: bean
@ApplicationScoped
@CacheDefaults(cacheName = "articles")
public class Articles {
    @Inject
    ArticleStore store;

    @CacheResult(exceptionCacheName = "missing-articles", cachedExceptions = NoSuchElementException.class)
    public String find(long id) {
        return store.find(id).orElseThrow(() -> new NoSuchElementException("no article " + id));
    }

    @CachePut
    public void save(long id, @CacheValue String text) {
        store.save(id, text);
    }

    @CacheRemove(evictFor = IllegalStateException.class)
    public void delete(long id) {
        store.delete(id);
    }

    @CacheRemoveAll(afterInvocation = false)
    public void reload() {}
}
// end
