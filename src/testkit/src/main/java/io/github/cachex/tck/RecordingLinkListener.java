// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.TagState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Listens on a backend's link, on that of each part where it has parts, and keeps all it hears, in the order in which it came. */
final class RecordingLinkListener implements LinkListener, AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger overlaps = new AtomicInteger();
    private final LinkSession session;

    private RecordingLinkListener(BackendLink link) {
        session = link.open(this);
    }

    /** Returns a listener that has joined {@code caches} on the link of {@code backend}. */
    static RecordingLinkListener at(CacheBackend backend, CacheSpace... caches) {
        Optional<BackendParts> parts = backend.parts();
        return at(
                parts.isPresent()
                        ? new LinksOfParts(parts.get())
                        : backend.link().orElseThrow(),
                caches);
    }

    /** Returns a listener that has joined {@code caches} on {@code link}. */
    static RecordingLinkListener at(BackendLink link, CacheSpace... caches) {
        RecordingLinkListener listener = new RecordingLinkListener(link);
        listener.join(caches);
        return listener;
    }

    sealed interface Heard {}

    record Joined(CacheSpace cache) implements Heard {}

    record Disconnected() implements Heard {}

    record Alive(long sentAt, long heardAt) implements Heard {}

    record Changed(CacheSpace cache, String id) implements Heard {}

    record Marked(CacheSpace cache, TagState state) implements Heard {}

    record Unknown(CacheSpace cache) implements Heard {}

    LinkSession session() {
        return session;
    }

    /** Joins {@code caches} and waits until all are. */
    void join(CacheSpace... caches) {
        for (CacheSpace cache : caches) {
            session.join(cache);
        }
        for (CacheSpace cache : caches) {
            waitFor(new Joined(cache));
        }
    }

    /** Waits until {@code expected} has been heard. */
    void waitFor(Heard expected) {
        await(expected.toString(), () -> heard.contains(expected));
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(condition);
    }

    /** Waits until {@code id} of {@code cache} has been heard to change. */
    void waitForChange(CacheSpace cache, String id) {
        waitFor(new Changed(cache, id));
    }

    /** Asks for a sign of life, waits for it, and returns all that was heard before it. */
    List<Heard> beat() {
        long asked = System.nanoTime();
        Predicate<Heard> answer = what -> what instanceof Alive alive && alive.sentAt - asked >= 0;
        session.beat();
        await("alive", () -> heard.stream().anyMatch(answer));
        return heard.stream().takeWhile(answer.negate()).toList();
    }

    /** Returns what of {@code type} was heard before a beat that is asked for now. */
    <H extends Heard> List<H> heard(Class<H> type) {
        return beat().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Returns the ids that were heard to change before a beat that is asked for now. */
    Set<String> changedIds() {
        return heard(Changed.class).stream().map(Changed::id).collect(Collectors.toSet());
    }

    /** Returns all that was heard so far. */
    List<Heard> soFar() {
        return List.copyOf(heard);
    }

    @Override
    public void joined(CacheSpace cache) {
        note(new Joined(cache));
    }

    @Override
    public void disconnected() {
        note(new Disconnected());
    }

    @Override
    public void alive(long sentAt) {
        note(new Alive(sentAt, System.nanoTime()));
    }

    @Override
    public void changed(CacheSpace cache, String id) {
        note(new Changed(cache, id));
    }

    @Override
    public void marked(CacheSpace cache, TagState state) {
        note(new Marked(cache, state));
    }

    @Override
    public void unknown(CacheSpace cache) {
        note(new Unknown(cache));
    }

    private void note(Heard what) {
        if (inside.incrementAndGet() > 1) {
            overlaps.incrementAndGet();
        }
        LockSupport.parkNanos(100_000); // so that two calls at a time have a chance to meet
        heard.add(what);
        inside.decrementAndGet();
    }

    /** Stops listening; fails if two calls ever came at a time. */
    @Override
    public void close() {
        session.close();
        assertThat(overlaps).as("calls that came while another was under way").hasValue(0);
    }
}
