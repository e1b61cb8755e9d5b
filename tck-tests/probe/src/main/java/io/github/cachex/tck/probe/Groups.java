// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Everything that annotations do: fetched, put, invalidated by key and by tag, several keys at once. */
@ApplicationScoped
@Named("groups")
public class Groups implements Asked {
    @Inject
    Origin origin;

    @Override
    @CachexFetch(cache = "groups", key = "{0}", tags = "all-groups")
    public Answer ask(String key) {
        return origin.load("groups", key);
    }

    @CachexPut(cache = "groups", key = "{0}", tags = "all-groups")
    public Answer put(String key) {
        return new Answer("groups", key, 0, "put");
    }

    @CachexInvalidate(cache = "groups", key = "{0}")
    public void drop(String key) {}

    @CachexInvalidate(cache = "groups", tags = "all-groups")
    public void dropAll() {}

    @CachexInvalidate(cache = "groups", key = "{0}")
    @CachexInvalidate(cache = "beans", key = "in-application:{0}")
    public void dropBoth(String key) {}
}
