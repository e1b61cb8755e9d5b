// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import io.github.cachex.CachexFetch;
import io.github.cachex.tck.probe.Answer;
import io.github.cachex.tck.probe.Asked;
import io.github.cachex.tck.probe.Origin;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** An annotated stateless session bean. */
@Stateless
@Named("stateless")
public class AsStateless implements Asked {
    @Inject
    Origin origin;

    @Override
    @CachexFetch(cache = "beans", key = "stateless:{0}")
    public Answer ask(String key) {
        return origin.load("stateless", key);
    }
}
