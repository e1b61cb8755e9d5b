// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import io.github.cachex.tck.probe.Answer;
import io.github.cachex.tck.probe.Asked;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Asks the handler that is injected into the bean of the session. */
@RequestScoped
@Named("session-handler")
public class SessionHandler implements Asked {
    @Inject
    InSession session;

    @Override
    public Answer ask(String key) {
        return session.askHandler(key);
    }
}
