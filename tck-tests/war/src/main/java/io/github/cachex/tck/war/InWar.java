// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import io.github.cachex.CachexFetch;
import io.github.cachex.tck.probe.Answer;
import io.github.cachex.tck.probe.Asked;
import io.github.cachex.tck.probe.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** An annotated bean of the WAR itself. */
@ApplicationScoped
@Named("war")
public class InWar implements Asked {
    @Inject
    Origin origin;

    @Override
    @CachexFetch(cache = "beans", key = "war:{0}")
    public Answer ask(String key) {
        return origin.load("war", key);
    }
}
