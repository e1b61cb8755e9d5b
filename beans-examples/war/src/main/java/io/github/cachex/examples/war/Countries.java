// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.war;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexWarm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;

/** An annotated bean: gathered once for all servers, then served from Redis. */
@ApplicationScoped
public class Countries {
    @Inject
    Source source;

    /** Is warmed with a few countries when the first server starts. The configuration file overrides its ttl. */
    @CachexWarm(from = "firstCountries")
    @CachexFetch(cache = "countries", key = "{0}", ttl = "10m")
    public Names find(String code) {
        Locale country = new Locale.Builder().setRegion(code).build();
        return source.gather(code, country::getDisplayCountry);
    }
}
