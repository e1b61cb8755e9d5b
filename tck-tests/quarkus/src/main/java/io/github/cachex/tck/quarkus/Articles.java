// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.quarkus;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbers articles, one and several. */
@ApplicationScoped
@CachexDefaults(cache = "quarkus-articles")
public class Articles {
    private final AtomicInteger asked = new AtomicInteger();

    @CachexFetch(key = "article:{name}")
    public int number(String name) {
        return asked.incrementAndGet();
    }

    /** Called with the names that have no number yet. */
    @CachexFetch(keys = "article:{names[]}")
    public Map<String, Integer> numbers(Collection<String> names) {
        Map<String, Integer> numbers = new HashMap<>();
        names.forEach(name -> numbers.put(name, asked.incrementAndGet()));
        return numbers;
    }
}
