// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.keys;

import io.github.cachex.CachexFetch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** Says something that differs by edition. */
@ApplicationScoped
public class Greetings {
    private final AtomicInteger made = new AtomicInteger();

    @CachexFetch(cache = "greetings")
    public String greet(String name) {
        return "Hello " + name + ", for the " + made.incrementAndGet() + ". time";
    }
}
