// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import io.github.cachex.CachexFetch;
import io.github.cachex.tck.probe.Answer;
import io.github.cachex.tck.probe.Asked;
import io.github.cachex.tck.probe.Origin;
import jakarta.ejb.Stateful;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** An annotated stateful session bean. */
@Stateful
@SessionScoped
@Named("stateful")
public class AsStateful implements Asked, Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    Origin origin;

    @Override
    @CachexFetch(cache = "beans", key = "stateful:{0}")
    public Answer ask(String key) {
        return origin.load("stateful", key);
    }
}
