// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import io.github.cachex.CachexFetch;
import io.github.cachex.tck.probe.Answer;
import io.github.cachex.tck.probe.Asked;
import io.github.cachex.tck.probe.Origin;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** An annotated bean of a conversation. */
@ConversationScoped
@Named("in-conversation")
public class InConversation implements Asked, Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    Origin origin;

    @Override
    @CachexFetch(cache = "beans", key = "in-conversation:{0}")
    public Answer ask(String key) {
        return origin.load("in-conversation", key);
    }
}
