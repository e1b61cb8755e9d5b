// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexWarm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The annotations. */
@ApplicationScoped
public class Annotated {
    @Inject
    Loads loads;

    @Inject
    AskedRequest request;

    @CachexWarm(from = "firstKeys")
    @CachexFetch(cache = "facts", key = "{key}", ttl = "10m")
    public Fact find(@CachexKey("key") String key) {
        return loads.load(key + request.suffix());
    }

    @CachexFetch(cache = "stale", key = "{key}", ttl = "1s", staleTtl = "10m", softTimeout = "0")
    public Fact stale(@CachexKey("key") String key) {
        return loads.load(key + request.suffix());
    }

    @CachexPut(cache = "facts", key = "{key}")
    public Fact put(@CachexKey("key") String key, int load) {
        return new Fact(key, load);
    }

    @CachexInvalidate(cache = "facts", key = "{key}")
    public void drop(@CachexKey("key") String key) {}
}
