// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import io.github.cachex.CachexFetch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** An annotated bean of the usual scope. */
@ApplicationScoped
@Named("in-application")
public class InApplication implements Asked {
    @Inject
    Origin origin;

    @Override
    @CachexFetch(cache = "beans", key = "in-application:{0}")
    public Answer ask(String key) {
        return origin.load("in-application", key);
    }
}
