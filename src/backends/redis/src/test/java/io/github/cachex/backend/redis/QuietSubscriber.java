// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.Collection;

/** Says nothing and hears nothing. */
class QuietSubscriber implements Subscriber {
    @Override
    public void listen(String home, SubscriptionListener listener) {}

    @Override
    public void subscribe(Collection<String> channels) {}

    @Override
    public void unsubscribe(String channel) {}

    @Override
    public void beat(String text) {}

    @Override
    public void hangUp() {}

    @Override
    public boolean isOver() {
        return false;
    }
}
