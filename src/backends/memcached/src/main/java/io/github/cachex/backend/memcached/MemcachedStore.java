// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import io.github.cachex.backend.cas.CasStore;
import io.github.cachex.backend.memcached.Node.Call;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The records of one memcached, with its cas uniques as their versions. Thread-safe. */
final class MemcachedStore implements CasStore {
    /** What a record takes of an item beside its bytes: its name, at most, and what memcached notes of it. */
    static final int OVERHEAD = 512;

    private static final long USUAL_ITEM = 1 << 20;
    /** What is longer memcached takes for a point in time. */
    private static final long LONGEST_SECONDS = Duration.ofDays(30).toSeconds();

    private final Node node;
    private final Clock clock;

    MemcachedStore(Node node, Clock clock) {
        this.node = node;
        this.clock = clock;
    }

    @Override
    public Optional<Versioned> get(String name, CallBudget budget) {
        Command get = Command.get(RecordName.of(name));
        return node.call(new Call("get", name, true), budget, wire -> found(wire, wire.ask(get)));
    }

    private static Optional<Versioned> found(Wire wire, Reply reply) throws IOException {
        return switch (reply.checked().code()) {
            case Reply.VALUE -> Optional.of(new Versioned(wire.run().version(reply.cas()), reply.block()));
            case Reply.MISS -> Optional.empty();
            default -> throw reply.unexpected();
        };
    }

    @Override
    public Map<String, Versioned> getAll(Collection<String> names, CallBudget budget) {
        List<String> all = List.copyOf(names);
        if (all.isEmpty()) {
            return Map.of();
        }
        List<Command> gets =
                all.stream().map(name -> Command.get(RecordName.of(name))).toList();
        return node.call(new Call("getAll", all.get(0), true), budget, wire -> {
            Map<String, Versioned> found = new HashMap<>();
            List<Reply> replies = wire.askAll(gets);
            for (int i = 0; i < replies.size(); i++) {
                String name = all.get(i);
                found(wire, replies.get(i)).ifPresent(there -> found.put(name, there));
            }
            return found;
        });
    }

    @Override
    public OptionalLong put(String name, long expected, byte[] bytes, long goneAt, CallBudget budget) {
        return change("put", new Change(name, expected, bytes, goneAt), budget);
    }

    @Override
    public boolean delete(String name, long expected, CallBudget budget) {
        return expected != ABSENT
                && change("delete", new Change(name, expected, null, NEVER), budget)
                        .isPresent();
    }

    private OptionalLong change(String operation, Change change, CallBudget budget) {
        check(change);
        return node.call(new Call(operation, change.name(), false), budget, wire -> {
            Optional<Command> command = command(wire, change);
            return command.isEmpty() ? OptionalLong.empty() : changed(wire, change, wire.ask(command.get()));
        });
    }

    @Override
    public List<OptionalLong> changeAll(List<Change> changes, CallBudget budget) {
        changes.forEach(this::check);
        return node.call(new Call("changeAll", changes.get(0).name(), false), budget, wire -> {
            List<Optional<Command>> commands =
                    changes.stream().map(change -> command(wire, change)).toList();
            Iterator<Reply> replies = wire.askAll(
                            commands.stream().flatMap(Optional::stream).toList())
                    .iterator();
            List<OptionalLong> versions = new ArrayList<>();
            for (int i = 0; i < changes.size(); i++) {
                versions.add(
                        commands.get(i).isEmpty()
                                ? OptionalLong.empty()
                                : oneOf(changes, wire, changes.get(i), replies.next()));
            }
            return versions;
        });
    }

    /** What was refused for one of several says nothing of the others. */
    private OptionalLong oneOf(List<Change> changes, Wire wire, Change change, Reply reply) throws IOException {
        if (changes.size() > 1 && reply.isError()) {
            String problem = node.place() + ": it was done in part: " + reply.line();
            throw new CacheConnectionException(MemcachedSettings.TYPE, "changeAll", change.name(), problem, true, null);
        }
        return changed(wire, change, reply);
    }

    private void check(Change change) {
        byte[] bytes = change.bytes();
        if (bytes != null && bytes.length > largestRecord()) {
            throw new CacheBackendException(
                    MemcachedSettings.TYPE,
                    "put",
                    change.name(),
                    "its " + bytes.length + " bytes are more than an item of " + node.place()
                            + " holds; store less, or start memcached with a larger -I",
                    null);
        }
    }

    /** Returns what makes {@code change}; empty where what it expects is of another run of the server. */
    private Optional<Command> command(Wire wire, Change change) {
        String name = RecordName.of(change.name());
        return condition(wire, change.expected())
                .map(condition -> change.bytes() == null
                        ? Command.delete(name, condition)
                        : Command.put(name, change.bytes(), seconds(change.goneAt()), condition));
    }

    /** Returns what a record must be to have the version {@code expected}; empty where that is of another run of the server. */
    private static Optional<String> condition(Wire wire, long expected) {
        if (expected == ABSENT) {
            return Optional.of(Command.ABSENT);
        }
        OptionalLong cas = wire.run().cas(expected);
        return cas.isPresent() ? Optional.of(Command.unchanged(cas.getAsLong())) : Optional.empty();
    }

    private static OptionalLong changed(Wire wire, Change change, Reply reply) throws IOException {
        return switch (reply.checked().code()) {
            case Reply.DONE ->
                OptionalLong.of(change.bytes() == null ? ABSENT : wire.run().version(reply.cas()));
            case Reply.NOT_STORED, Reply.CHANGED, Reply.NOT_FOUND -> OptionalLong.empty();
            default -> throw reply.unexpected();
        };
    }

    /** Rounded up, and a second more, since memcached counts whole ones. What lives longer than it counts has no end: it need not go. */
    private long seconds(long goneAt) {
        if (goneAt == NEVER) {
            return 0;
        }
        long millis = Math.max(goneAt - clock.millis(), 0);
        long seconds = millis / 1_000 + 2;
        return seconds > LONGEST_SECONDS ? 0 : seconds;
    }

    @Override
    public long largestRecord() {
        return Math.max(0, node.run().map(ServerRun::itemSize).orElse(USUAL_ITEM) - OVERHEAD);
    }

    @Override
    public Optional<String> contact(CallBudget budget) {
        try {
            String version = node.call(
                    new Call("contact", node.place(), true),
                    budget,
                    wire -> wire.ask(Command.VERSION).line());
            return Optional.of("memcached at " + node.place() + ", " + version.replace("VERSION", "version"));
        } catch (CacheConnectionException e) {
            String message = String.valueOf(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
            String remedy = message.contains("; ")
                    ? ""
                    : "; look at " + Keys.SERVERS.name() + ": host and port, and at " + ConfiguredTls.ENABLED.name()
                            + " where it speaks TLS";
            throw new CacheConnectionException(
                    MemcachedSettings.TYPE, "contact", node.place(), message + remedy, false, e.getCause());
        }
    }

    @Override
    public void close() {
        node.close();
    }

    @Override
    public String toString() {
        return node.place();
    }
}
