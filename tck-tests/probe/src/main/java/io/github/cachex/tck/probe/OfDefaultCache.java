// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.KeyTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Asks the injected handler of the default cache. */
@ApplicationScoped
@Named("handler")
public class OfDefaultCache implements Asked {
    static final KeyTemplate<Answer> KEY = CacheKey.template("handler:{}", Answer.class);

    @Inject
    CacheHandler cache;

    @Inject
    Origin origin;

    @Override
    public Answer ask(String key) {
        return cache.fetch(KEY.of(key), () -> origin.load("handler", key));
    }
}
