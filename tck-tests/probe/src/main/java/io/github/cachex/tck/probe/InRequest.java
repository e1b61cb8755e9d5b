// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import io.github.cachex.CachexFetch;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** An annotated bean of a request. */
@RequestScoped
@Named("in-request")
public class InRequest implements Asked {
    @Inject
    Origin origin;

    @Override
    @CachexFetch(cache = "beans", key = "in-request:{0}")
    public Answer ask(String key) {
        return origin.load("in-request", key);
    }
}
