// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.quarkus;

import io.github.cachex.CachexFetch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** Compiled with -parameters, as generated projects of Quarkus are: the key names the parameter. */
@ApplicationScoped
public class Prices {
    private final AtomicInteger asked = new AtomicInteger();

    @CachexFetch(cache = "quarkus-prices", key = "price:{article}", ttl = "5m")
    public String of(String article) {
        return article + " costs " + asked.incrementAndGet();
    }
}
