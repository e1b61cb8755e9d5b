// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.spi.CacheListener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that needs the store. */
abstract class StoreCommand implements Callable<Integer> {
    @Mixin
    private final Connection connection = new Connection();

    private final Terminal terminal;

    StoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    Terminal terminal() {
        return terminal;
    }

    Connection connection() {
        return connection;
    }

    Output output() {
        return new Output(terminal, connection.isJson());
    }

    /** Returns what the command does with values. */
    Session.Use use() {
        return Session.Use.BYTES;
    }

    /** Returns the caches that the command is about; empty where it names none. */
    List<String> named() {
        return List.of();
    }

    /** Returns what hears of the events of the command; empty where nobody does. */
    Optional<CacheListener> listener() {
        return Optional.empty();
    }

    /**
     * Looks at the options together, before anybody is asked.
     *
     * @throws Failure when they make no sense
     */
    void check() {}

    /** Returns whether the command is of no use where the store does not answer. */
    boolean isContactNeeded() {
        return true;
    }

    @Override
    public final Integer call() throws Exception {
        check();
        try (Session session = Session.open(terminal, connection, use(), listener())) {
            session.choose(named());
            if (isContactNeeded()) {
                session.contact();
            }
            return run(session).number();
        }
    }

    abstract ExitCode run(Session session) throws Exception;
}
