// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.tck.probe.Answer;
import io.github.cachex.tck.probe.Asked;
import io.github.cachex.tck.probe.Origin;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** An annotated bean of a session, with an injected handler: both must survive that the session is passivated. */
@SessionScoped
@Named("in-session")
public class InSession implements Asked, Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    @Cachex("named")
    CacheHandler cache;

    @Inject
    Origin origin;

    @Override
    @CachexFetch(cache = "beans", key = "in-session:{0}")
    public Answer ask(String key) {
        return origin.load("in-session", key);
    }

    /** Asks the handler. */
    public Answer askHandler(String key) {
        return cache.fetch(
                CacheKey.template("in-session:{}", Answer.class).of(key), () -> origin.load("session-handler", key));
    }
}
