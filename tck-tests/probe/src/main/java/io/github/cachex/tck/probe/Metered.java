// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import io.github.cachex.CachexFetch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** An annotated bean whose cache is its own, so that its figures are known. */
@ApplicationScoped
@Named("metered")
public class Metered implements Asked {
    @Inject
    Origin origin;

    @Override
    @CachexFetch(cache = "metered", key = "metered:{0}")
    public Answer ask(String key) {
        return origin.load("metered", key);
    }
}
