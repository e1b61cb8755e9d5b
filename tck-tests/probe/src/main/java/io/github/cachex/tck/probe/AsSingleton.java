// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import io.github.cachex.CachexFetch;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** An annotated bean without a proxy. */
@Singleton
@Named("singleton")
public class AsSingleton implements Asked {
    @Inject
    Origin origin;

    @Override
    @CachexFetch(cache = "beans", key = "singleton:{0}")
    public Answer ask(String key) {
        return origin.load("singleton", key);
    }
}
