// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What this JVM hears of others, on one connection to a server for all: who changed what in the caches that it joined, that leases ended
 * for which it waits, and signs of life. It begins when something is first joined or waited for. Thread-safe.
 */
final class RedisLink implements BackendLink, AutoCloseable {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");

    private final WakeUps wakeUps;
    private final SlotFilter slots;
    private final Map<String, CacheSpace> spaces = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<Session> sessions = new CopyOnWriteArrayList<>();
    private final AtomicLong lastNumber = new AtomicLong();
    private final Publishing publishing;
    private final NodeSessions nodes;
    private final LongSupplier highest;
    private final ReconnectingSubscription subscription;

    /**
     * Creates one that is not joined to anything yet.
     *
     * @param highest the highest epoch that there can be now
     * @param slots of which slots it takes what it hears
     */
    RedisLink(Supplier<Subscriber> subscribers, SharedState shared, LongSupplier highest, SlotFilter slots) {
        this.publishing = shared.publishing();
        this.nodes = shared.nodes();
        this.wakeUps = new WakeUps(shared.waking());
        this.highest = highest;
        this.slots = slots;
        subscription = new ReconnectingSubscription(subscribers, new LinkDispatcher());
    }

    /** Notes that Redis was asked to wake this JVM for {@code key}. */
    void awaits(EntryKey key) {
        String own = wakeUps.channel(key.namespace());
        if (wakeUps.await(own, key.value())) {
            subscription.follow(own);
        }
    }

    @Override
    public LinkSession open(LinkListener listener) {
        Session session = new Session(listener);
        sessions.add(session);
        return session;
    }

    @Override
    public boolean announces(CacheSpace cache) {
        return publishing.isAllowed(cache);
    }

    /** Makes its connection anew, since it may lead to a server that is told nothing any more. */
    void renew() {
        subscription.renew();
    }

    @Override
    public void close() {
        subscription.close();
    }

    private synchronized void join(Session session, CacheSpace cache) {
        if (sessions.contains(session) && session.joined.add(cache)) {
            spaces.put(Names.changes(cache), cache);
            // The subscription begins with a channel of this JVM's own.
            subscription.follow(wakeUps.channel(cache.namespace()));
            subscription.follow(Names.changes(cache));
            followNodes(cache.namespace());
        }
    }

    /** Listens to what the nodes of {@code namespace} ask and answer, where anybody wants to know. */
    void followNodes(String namespace) {
        List<String> channels = nodes.channels(namespace);
        if (!channels.isEmpty()) {
            subscription.follow(wakeUps.channel(namespace));
            channels.forEach(subscription::followIfAllowed);
        }
    }

    private synchronized void close(Session session) {
        sessions.remove(session);
        for (CacheSpace cache : session.joined) {
            if (sessions.stream().noneMatch(other -> other.joined.contains(cache))) {
                spaces.remove(Names.changes(cache));
                subscription.leave(Names.changes(cache));
            }
        }
    }

    /** One listener, and what it joined. */
    private final class Session implements LinkSession {
        private final LinkListener listener;
        private final long number = lastNumber.incrementAndGet();
        private final Set<CacheSpace> joined = ConcurrentHashMap.newKeySet();
        /** What the listener was told to be joined. The link's thread alone touches it. */
        private final Set<CacheSpace> told = new HashSet<>();

        Session(LinkListener listener) {
            this.listener = listener;
        }

        @Override
        public void join(CacheSpace cache) {
            RedisLink.this.join(this, cache);
        }

        @Override
        public void beat() {
            subscription.beat(number);
        }

        @Override
        public void close() {
            RedisLink.this.close(this);
        }

        void tell(Consumer<LinkListener> what) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                LOG.log(LogMessage.LINK_LISTENER_FAILED.with(), e);
            }
        }
    }

    /** Hands what is received to the sessions. */
    private final class LinkDispatcher implements ReconnectingSubscription.Listener {
        @Override
        public void subscribed(String channel) {
            wakeUps.subscribed(channel);
            nodes.subscribed(RedisLink.this, channel);
            CacheSpace cache = spaces.get(channel);
            if (cache != null) {
                for (Session session : sessions) {
                    if (session.joined.contains(cache) && session.told.add(cache)) {
                        session.tell(listener -> listener.joined(cache));
                    }
                }
            }
        }

        @Override
        public void message(String channel, byte[] message) {
            CacheSpace cache = spaces.get(channel);
            if (cache == null) {
                if (nodes.message(channel, message)) {
                    return;
                }
                wakeUps.woken(message);
                return;
            }
            if (!slots.takesAll() && !slots.takes(LinkMessage.slot(cache, message))) {
                // The primary of that slot says it too, and sooner.
                return;
            }
            Consumer<LinkListener> news = LinkMessage.of(cache, message, highest.getAsLong());
            for (Session session : sessions) {
                if (session.told.contains(cache)) {
                    session.tell(news);
                }
            }
        }

        @Override
        public void alive(long asker, long sentAt) {
            for (Session session : sessions) {
                if (session.number == asker) {
                    session.tell(listener -> listener.alive(sentAt));
                }
            }
        }

        @Override
        public boolean refused(String channel) {
            return nodes.refused(channel);
        }

        @Override
        public void broke() {
            wakeUps.broke();
            nodes.broke(RedisLink.this);
            for (Session session : sessions) {
                if (!session.told.isEmpty()) {
                    session.told.clear();
                    session.tell(LinkListener::disconnected);
                }
            }
        }
    }
}
