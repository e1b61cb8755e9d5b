// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.war;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Cachex;
import io.github.cachex.KeyTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;

/** The same with an injected handler instead of an annotation. */
@ApplicationScoped
public class Languages {
    private static final KeyTemplate<Names> KEY = CacheKey.template("{}", Names.class);

    @Inject
    @Cachex("languages")
    CacheHandler cache;

    @Inject
    Source source;

    public Names find(String code) {
        Locale language = Locale.forLanguageTag(code);
        return cache.fetch(KEY.of(code), () -> source.gather(code, language::getDisplayLanguage));
    }
}
