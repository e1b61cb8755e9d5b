// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.documented;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

// snippet: bean
@ApplicationScoped
public class Prices {
    private final AtomicInteger asked = new AtomicInteger();

    @CachexFetch(cache = "prices", key = "price:{article}", ttl = "5m")
    public String of(@CachexKey("article") String article) {
        return article + " costs " + asked.incrementAndGet();
    }
}
// end
