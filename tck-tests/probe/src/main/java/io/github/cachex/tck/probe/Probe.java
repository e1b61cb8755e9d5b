// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Cachex;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Answers what is asked over HTTP. */
@ApplicationScoped
public class Probe {
    @Inject
    Annotated annotated;

    @Inject
    Loads loads;

    @Inject
    @Cachex("handled")
    CacheHandler handled;

    String ask(String bean, String key) {
        return switch (bean) {
            case "annotated" -> annotated.find(key).toString();
            case "stale" -> annotated.stale(key).toString();
            case "put" -> annotated.put(key, -1).toString();
            case "drop" -> {
                annotated.drop(key);
                yield "dropped";
            }
            case "handler" ->
                handled.fetch(CacheKey.of(key, Fact.class), () -> loads.load(key))
                        .toString();
            default -> throw new IllegalArgumentException("no bean " + bean);
        };
    }

    String ask(String what) {
        return switch (what) {
            case "loads" -> Integer.toString(loads.count());
            case "place" -> loads.place();
            case "heard" -> Integer.toString(Heard.events());
            default -> throw new IllegalArgumentException("nothing called " + what);
        };
    }
}
