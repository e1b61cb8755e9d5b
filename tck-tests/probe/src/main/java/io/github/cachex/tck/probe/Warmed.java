// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexWarm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.function.Supplier;

/** Is warmed when the application starts. */
@ApplicationScoped
@Named("warmed")
public class Warmed implements Asked {
    @Inject
    Origin origin;

    @Override
    @CachexWarm(from = "warmKeys")
    @CachexFetch(cache = "warmed", key = "{0}")
    public Answer ask(String key) {
        return origin.load("warmed", key);
    }

    /** The keys that are warmed. */
    @Dependent
    @Named("warmKeys")
    public static class Keys implements Supplier<List<String>> {
        @Override
        public List<String> get() {
            return List.of("first", "second");
        }
    }
}
