// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconnectingSubscriptionTest implements ReconnectingSubscription.Listener {
    private final Queue<Scripted> made = new ConcurrentLinkedQueue<>();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger breaks = new AtomicInteger();
    private final ReconnectingSubscription subscription = new ReconnectingSubscription(this::next, this);

    /** A connection on which the test says what is heard. */
    private static final class Scripted extends QuietSubscriber {
        private final Queue<String> asked = new ConcurrentLinkedQueue<>();
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile SubscriptionListener listener;

        @Override
        public void listen(String home, SubscriptionListener told) {
            told.opened();
            listener = told;
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void beat(String text) {
            asked.add(text);
        }

        @Override
        public void hangUp() {
            over.countDown();
        }
    }

    private Scripted next() {
        Scripted next = new Scripted();
        made.add(next);
        return next;
    }

    @Override
    public void subscribed(String channel) {}

    @Override
    public void message(String channel, byte[] message) {}

    @Override
    public void alive(long asker, long sentAt) {
        told.add(asker + " " + sentAt);
    }

    @Override
    public void broke() {
        breaks.incrementAndGet();
    }

    @AfterEach
    void close() {
        subscription.close();
    }

    private Scripted opened() {
        Awaitility.await().until(() -> !made.isEmpty() && made.element().listener != null);
        return made.element();
    }

    @Test
    void beatThatNobodySent_saysNothingAndBreaksNothing() {
        subscription.follow("own");
        Scripted open = opened();
        List.of("1 x 5", "1 5 x", "1 5", "7 5 5", "").forEach(open.listener::beaten);
        assertThat(told).isEmpty();

        open.listener.beaten("1 5 6");

        assertThat(told).containsExactly("5 6");
        assertThat(breaks).hasValue(0);
    }

    @Test
    void beat_isSentOnTheConnectionThatIsOpen() {
        subscription.follow("own");
        Scripted open = opened();

        subscription.beat(3);

        Awaitility.await().until(() -> !open.asked.isEmpty());
        assertThat(open.asked.element()).startsWith("1 3 ");
    }

    @Test
    void connectionThatEnds_isMadeAnewAndSaid() {
        subscription.follow("own");

        opened().hangUp();

        Awaitility.await().until(() -> made.size() == 2);
        assertThat(breaks).hasValue(1);
    }

    @Test
    void closedOnAnInterruptedThread_endsTheConnectionAndStaysInterrupted() {
        subscription.follow("own");
        Scripted open = opened();

        Thread.currentThread().interrupt();
        subscription.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(open.over.getCount()).isZero();
    }
}
