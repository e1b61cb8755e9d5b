// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.core.tag.Group;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.TagState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints changes as they happen. */
@Command(
        name = "watch",
        description = "Print what is written, invalidated and expired, as it happens, until interrupted.")
final class WatchCommand extends StoreCommand {
    private static final long BEAT_MILLIS = 1_000;
    /** Whoever reads slower than so many changes are made misses some, and is told. */
    private static final int MOST_UNREAD = 100_000;

    @Parameters(paramLabel = "CACHE", arity = "0..*", description = "The caches; by default all that have entries now.")
    private List<String> caches = new ArrayList<>();

    @Option(names = "--for", paramLabel = "TIME", description = "End after this time, such as 10m.")
    private Duration time = Durations.FOREVER;

    @Option(names = "--count", paramLabel = "COUNT", description = "End after so many changes.")
    private long count = Long.MAX_VALUE;

    private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>(MOST_UNREAD);

    WatchCommand(Terminal terminal) {
        super(terminal);
    }

    /** A change, or a change of what is heard. */
    private record Change(Instant at, String cache, String kind, String what) {
        static Change now(String cache, String kind, String what) {
            return new Change(Instant.now().truncatedTo(ChronoUnit.MILLIS), cache, kind, what);
        }

        boolean isOfAnEntry() {
            return !kind.equals("watching") && !kind.equals("unheard");
        }
    }

    @Override
    List<String> named() {
        return caches;
    }

    @Override
    ExitCode run(Session session) throws InterruptedException {
        List<BackendLink> links = links(session);
        if (links.isEmpty()) {
            throw session.unable("tell of changes", "look at the events in the log of the application");
        }
        Set<String> meant = new TreeSet<>(caches);
        if (meant.isEmpty()) {
            try (Progress progress = new Progress(terminal(), "entries")) {
                new Listing(session, progress).all(key -> {
                    meant.add(key.cache());
                    return true;
                });
            }
        }
        List<LinkSession> sessions = new ArrayList<>();
        try {
            for (BackendLink link : links) {
                LinkSession opened = link.open(new ChangeListener());
                sessions.add(opened);
                meant.forEach(cache -> opened.join(session.space(cache)));
            }
            print(sessions);
        } finally {
            sessions.forEach(LinkSession::close);
        }
        return ExitCode.DONE;
    }

    private static List<BackendLink> links(Session session) {
        return session.backend()
                .parts()
                .map(parts -> parts.names().stream()
                        .flatMap(part -> parts.link(part).stream())
                        .filter(BackendLink::tellsChanges)
                        .toList())
                .orElseGet(() -> session.backend().link().filter(BackendLink::tellsChanges).stream()
                        .toList());
    }

    private void print(List<LinkSession> sessions) throws InterruptedException {
        long end = System.nanoTime() + (Durations.isForever(time) ? Long.MAX_VALUE / 2 : time.toNanos());
        long printed = 0;
        while (printed < count && end - System.nanoTime() > 0) {
            long left = Math.min(TimeUnit.MILLISECONDS.toNanos(BEAT_MILLIS), end - System.nanoTime());
            Optional<Change> next = Optional.ofNullable(changes.poll(Math.max(left, 1), TimeUnit.NANOSECONDS));
            if (next.isEmpty()) {
                // A link that nobody asks for a sign of life may be dead.
                sessions.forEach(LinkSession::beat);
            } else if (next.get().isOfAnEntry()) {
                print(next.get());
                printed++;
            } else {
                terminal()
                        .say(next.get().kind() + " " + ShownText.of(next.get().cache())
                                + next.get().what());
            }
        }
    }

    private void print(Change change) {
        if (output().isJson()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("time", change.at().toString());
            row.put("cache", change.cache());
            row.put("change", change.kind());
            row.put("what", change.what());
            output().json(row);
        } else {
            output().line(change.at() + "  " + change.cache() + "  " + change.kind() + "  " + change.what());
        }
        output().flush();
    }

    /** Hears what happens; runs no code of anybody's. */
    private final class ChangeListener implements LinkListener {
        private void note(Change change) {
            if (!changes.offer(change)) {
                changes.clear();
                changes.add(Change.now(change.cache(), "unheard", ": changes came faster than they were printed"));
            }
        }

        @Override
        public void joined(CacheSpace cache) {
            note(Change.now(cache.cache(), "watching", ""));
        }

        @Override
        public void disconnected() {
            note(Change.now("", "unheard", "the connection broke; it is made again"));
        }

        @Override
        public void alive(long sentAt) {}

        @Override
        public void changed(CacheSpace cache, String id) {
            note(Change.now(cache.cache(), "changed", id));
        }

        @Override
        public void marked(CacheSpace cache, TagState state) {
            state.marks().keySet().forEach(mark -> {
                Optional<Group> group = Group.of(mark);
                String kind = group.map(known -> known.soft() ? "expired" : "invalidated")
                        .orElse("marked");
                note(Change.now(cache.cache(), kind, group.map(Group::said).orElse(mark)));
            });
        }

        @Override
        public void unknown(CacheSpace cache) {
            note(Change.now(cache.cache(), "unknown", "a message that this release does not understand"));
        }
    }
}
