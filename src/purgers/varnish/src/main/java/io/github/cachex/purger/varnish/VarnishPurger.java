// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.purger.varnish;

import io.github.cachex.spi.Purge;
import io.github.cachex.spi.Purger;
import java.time.Duration;
import java.util.List;

/** Purges several Varnish servers, each by a thread of its own, so that one that is away keeps nothing from the others. Thread-safe. */
final class VarnishPurger implements Purger {
    private final List<Messenger> messengers;

    /**
     * Creates one that tells {@code servers}.
     *
     * @param byBan whether everything is told by bans
     * @param longestResponse after which time each purge is repeated
     * @param most how many purges wait for a server
     */
    VarnishPurger(List<VarnishServer> servers, boolean byBan, Duration longestResponse, int most) {
        this.messengers = servers.stream()
                .map(server -> new Messenger(server, new PurgeQueue(byBan, longestResponse.toNanos(), most), most))
                .toList();
    }

    @Override
    public void purge(Purge purge) {
        messengers.forEach(messenger -> messenger.add(purge));
    }

    @Override
    public void close() {
        messengers.forEach(Messenger::hurry);
        messengers.forEach(Messenger::close);
    }
}
