// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.invalidate;

import io.github.cachex.core.coherence.InvalidationTarget;
import io.github.cachex.core.coherence.LinkTrust;
import io.github.cachex.core.coherence.MarkListener;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Hears over the link of one part of the backend what other JVMs, and this one, have written, and tells everything here that holds
 * on to values. Keeps the trust in the link: it joins, then the marks are synced, then what is read is trusted; a heartbeat each
 * period, answered over the same connection, shows that nothing is missing. Thread-safe.
 */
public final class LinkReceiver implements LinkListener, AutoCloseable {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    private final LinkTrust trust;
    private final Optional<TagStore> tags;
    private final Executor later;
    private final Duration budget;
    private final Consumer<Boolean> told;
    private final Map<CacheSpace, Member> members = new ConcurrentHashMap<>();
    private final LinkSession session;
    private final Object answers = new Object();
    private long answeredAt = System.nanoTime();
    private volatile boolean up;
    private volatile boolean closed;

    private record Member(
            CacheSpace space, LinkTrust.LinkGeneration linkGeneration, MarkListener marks, InvalidationTarget target) {}

    /**
     * Opens {@code link}.
     *
     * @param later runs what must not run on the link's thread
     * @param budget how long one look at the marks may take
     * @param told hears whether the link is up, when that changes
     */
    public LinkReceiver(
            BackendLink link,
            LinkTrust trust,
            Optional<TagStore> tags,
            Executor later,
            Duration budget,
            Consumer<Boolean> told) {
        this.trust = trust;
        this.tags = tags;
        this.later = later;
        this.budget = budget;
        this.told = told;
        this.session = link.open(this);
    }

    /** Begins to hear of {@code space}, of whose marks too unless they are {@link MarkListener#NONE}; or goes on for these. */
    public void join(
            CacheSpace space, LinkTrust.LinkGeneration linkGeneration, MarkListener marks, InvalidationTarget target) {
        members.put(space, new Member(space, linkGeneration, marks, target));
        session.join(space);
    }

    /** Returns whether the link was alive a moment ago. */
    public boolean isUp() {
        return trust.isUp(System.nanoTime());
    }

    @Override
    public void joined(CacheSpace cache) {
        Member member = members.get(cache);
        if (member != null) {
            member.marks.missed();
            member.linkGeneration.begin();
            later.execute(() -> catchUp(member));
        }
    }

    /** Asks for a sign of life and for marks at once, so that trust begins without waiting for the next heartbeat. */
    private void catchUp(Member member) {
        session.beat();
        sync(member);
    }

    private void sync(Member member) {
        try {
            member.marks.sync(CallBudget.of(budget));
        } catch (CacheBackendException e) {
            LOG.debug("the marks of " + member.space.cache() + " cannot be read now: " + e.getMessage());
        }
    }

    @Override
    public void disconnected() {
        trust.broken();
        members.values().forEach(member -> member.linkGeneration.end());
        synchronized (answers) {
            answers.notifyAll();
        }
        tell(false);
    }

    @Override
    public void alive(long sentAt) {
        trust.alive(sentAt);
        tell(isUp());
        synchronized (answers) {
            answeredAt = sentAt;
            answers.notifyAll();
        }
    }

    /**
     * Waits until everything that the backend said before this call has been heard, also for a link that is just being opened, for
     * as long as {@code time} allows;
     * returns whether it has. Costs a round trip on the link.
     */
    public boolean hasHeardAll(CallBudget time) {
        long asked = System.nanoTime();
        if (!trust.isHopeful(asked)) {
            return false;
        }
        session.beat();
        synchronized (answers) {
            while (answeredAt - asked < 0) {
                if (time.isSpent() || !trust.isHopeful(System.nanoTime())) {
                    return false;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(answers, time.remainingNanos());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }

    private void tell(boolean now) {
        if (up != now && !closed) {
            up = now;
            later.execute(() -> told.accept(now));
        }
    }

    @Override
    public void changed(CacheSpace cache, String id) {
        Member member = members.get(cache);
        if (member != null) {
            member.target.invalidate(cache.cache(), id);
        }
    }

    @Override
    public void marked(CacheSpace cache, TagState state) {
        Member member = members.get(cache);
        if (member != null) {
            if (!member.marks.heard(state)) {
                later.execute(() -> sync(member));
            }
            member.target.invalidateGroup(cache.cache());
        }
    }

    /** A message of another release may have said anything: what was read before it is not trusted any more. */
    @Override
    public void unknown(CacheSpace cache) {
        Member member = members.get(cache);
        if (member != null) {
            member.linkGeneration.begin();
            member.marks.missed();
            member.target.invalidateGroup(cache.cache());
            later.execute(() -> sync(member));
        }
    }

    /** Asks for a sign of life; to be called each period. */
    public void beat() {
        if (up && !isUp()) {
            tell(false);
        }
        session.beat();
    }

    /** Asks whether marks were missed; to be called each period, after the {@link #beat}. */
    public void look() {
        List<Member> all = members.values().stream()
                .filter(member -> member.marks != MarkListener.NONE)
                .toList();
        if (tags.isEmpty() || all.isEmpty()) {
            return;
        }
        try {
            List<TagState> states =
                    tags.get().peek(all.stream().map(Member::space).toList(), CallBudget.of(budget));
            for (int i = 0; i < all.size(); i++) {
                if (!all.get(i).marks.isCurrent(states.get(i))) {
                    all.get(i).marks.missed();
                    sync(all.get(i));
                } else if (all.get(i).marks.isAhead(states.get(i))) {
                    sync(all.get(i));
                }
            }
        } catch (CacheBackendException e) {
            LOG.debug("no look at the marks now: " + e.getMessage());
        }
    }

    /** Lets everything be checked again, after the backend was away. */
    public void recovered() {
        members.values().forEach(member -> {
            member.marks.missed();
            later.execute(() -> catchUp(member));
        });
    }

    @Override
    public void close() {
        // That it is down then is no news.
        closed = true;
        session.close();
        disconnected();
    }
}
