// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import io.github.cachex.CachexFetch;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** An annotated bean that belongs to the one who asks. */
@Dependent
@Named("dependent")
public class InOwner implements Asked {
    @Inject
    Origin origin;

    @Override
    @CachexFetch(cache = "beans", key = "dependent:{0}")
    public Answer ask(String key) {
        return origin.load("dependent", key);
    }
}
