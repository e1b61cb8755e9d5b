// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.namespaces;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.FetchContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** Prices that differ by tenant. */
@ApplicationScoped
public class Prices {
    private final AtomicInteger asked = new AtomicInteger();

    // snippet: loader
    @CachexFetch(cache = "prices", key = "price:{0}", refreshAhead = "0.8")
    public String of(String article) {
        // Also in a refresh, where there is no request.
        String tenant = FetchContext.current().namespace().orElse("");
        return ask(tenant, article);
    }
    // end

    @CachexInvalidate(cache = "prices", all = true)
    public void change() {}

    private String ask(String tenant, String article) {
        return article + " costs " + tenant + ' ' + asked.incrementAndGet();
    }
}
