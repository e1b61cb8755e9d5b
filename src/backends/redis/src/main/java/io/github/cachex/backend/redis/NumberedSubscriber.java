// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.Collection;
import java.util.function.IntSupplier;

/**
 * Listens to the channels of one database: those of the others have other names, since Redis's publish knows no databases. The number
 * is asked for on the thread that listens.
 */
final class NumberedSubscriber implements Subscriber {
    private final Subscriber next;
    private final IntSupplier database;
    private volatile int number;

    NumberedSubscriber(Subscriber next, IntSupplier database) {
        this.next = next;
        this.database = database;
    }

    @Override
    public void listen(String home, SubscriptionListener listener) {
        number = database.getAsInt();
        next.listen(home, new Unnumbered(listener, number));
    }

    @Override
    public void subscribe(Collection<String> channels) {
        next.subscribe(channels.stream()
                .map(channel -> Names.numbered(channel, number))
                .toList());
    }

    @Override
    public void unsubscribe(String channel) {
        next.unsubscribe(Names.numbered(channel, number));
    }

    @Override
    public void beat(String text) {
        next.beat(text);
    }

    @Override
    public boolean isOver() {
        return next.isOver();
    }

    @Override
    public void hangUp() {
        next.hangUp();
    }

    /** Receives by the names without the number. */
    private record Unnumbered(SubscriptionListener next, int number) implements SubscriptionListener {
        @Override
        public void opened() {
            next.opened();
        }

        @Override
        public void subscribed(String channel) {
            next.subscribed(Names.unnumbered(channel, number));
        }

        @Override
        public boolean refused(String channel) {
            return next.refused(Names.unnumbered(channel, number));
        }

        @Override
        public void message(String channel, byte[] message) {
            next.message(Names.unnumbered(channel, number), message);
        }

        @Override
        public void beaten(String text) {
            next.beaten(text);
        }
    }
}
