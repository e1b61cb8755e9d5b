// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.invalidate;

import io.github.cachex.core.coherence.InvalidationTarget;
import io.github.cachex.core.coherence.LinkGenerations;
import io.github.cachex.core.coherence.MarkListener;
import io.github.cachex.event.LinkState;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The links of a backend, one to each of its parts: on each is heard what that part holds. They come and go with the parts. Thread-safe.
 */
public final class Links implements AutoCloseable {
    private final BackendParts parts;
    private final Function<String, LinkReceiver> opening;
    private final Map<String, LinkReceiver> receivers = new ConcurrentHashMap<>();
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private boolean closed;

    private record Member(
            CacheSpace space, LinkGenerations generations, MarkListener marks, InvalidationTarget target) {}

    /**
     * Opens those of {@code parts}, which have links.
     *
     * @param opening opens that of one part
     */
    public Links(BackendParts parts, Function<String, LinkReceiver> opening) {
        this.parts = parts;
        this.opening = opening;
        follow();
    }

    /** Begins to hear of {@code space}. */
    public synchronized void join(
            CacheSpace space, LinkGenerations generations, MarkListener marks, InvalidationTarget target) {
        Member member = new Member(space, generations, marks, target);
        members.add(member);
        receivers.forEach((part, receiver) -> join(member, part, receiver));
    }

    private void join(Member member, String part, LinkReceiver receiver) {
        MarkListener marks = parts.of(member.space).equals(part) ? member.marks : MarkListener.NONE;
        receiver.join(member.space, member.generations.of(part), marks, member.target);
    }

    /** Notes at once that keys have moved: whatever was read until now is asked for again. Quick, never blocks. */
    public void restart() {
        members.forEach(member -> {
            member.generations.restart();
            member.marks.missed();
        });
    }

    /** Opens the links of parts that came, closes those of parts that went, and hears of each cache's marks where they are now. */
    public final synchronized void follow() {
        if (closed) {
            return;
        }
        Set<String> names = parts.names();
        receivers.forEach((part, receiver) -> {
            if (!names.contains(part)) {
                receivers.remove(part);
                receiver.close();
            }
        });
        names.forEach(part -> receivers.computeIfAbsent(part, opening));
        receivers.forEach((part, receiver) -> {
            members.forEach(member -> join(member, part, receiver));
            receiver.recovered();
        });
    }

    /** Returns whether all were alive a moment ago. */
    public boolean areUp() {
        return receivers.values().stream().allMatch(LinkReceiver::isUp);
    }

    /** Returns how that of {@code part} is now. */
    public LinkState state(String part) {
        @Nullable LinkReceiver receiver = receivers.get(part);
        return receiver != null && receiver.isUp() ? LinkState.UP : LinkState.DOWN;
    }

    /** Asks for a sign of life of each, and whether marks were missed; to be called each period. */
    public void heartbeat() {
        // A part that hangs must not keep the others' trust from being prolonged.
        receivers.values().forEach(LinkReceiver::beat);
        receivers.values().forEach(LinkReceiver::look);
    }

    /** Waits until everything that {@code part} said before this call has been heard, as {@link LinkReceiver#hasHeardAll} does. */
    public boolean hasHeardAll(String part, CallBudget time) {
        @Nullable LinkReceiver receiver = receivers.get(part);
        return receiver != null && receiver.hasHeardAll(time);
    }

    /** Lets everything of {@code part} be checked again, after it was away. */
    public void recovered(String part) {
        @Nullable LinkReceiver receiver = receivers.get(part);
        if (receiver != null) {
            receiver.recovered();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        receivers.values().forEach(LinkReceiver::close);
    }
}
