// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import io.github.cachex.CachexFetch;
import io.github.cachex.tck.probe.Answer;
import io.github.cachex.tck.probe.Asked;
import io.github.cachex.tck.probe.Origin;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** An annotated singleton session bean. */
@Singleton
@Named("ejb-singleton")
public class AsEjbSingleton implements Asked {
    @Inject
    Origin origin;

    @Override
    @CachexFetch(cache = "beans", key = "ejb-singleton:{0}")
    public Answer ask(String key) {
        return origin.load("ejb-singleton", key);
    }
}
