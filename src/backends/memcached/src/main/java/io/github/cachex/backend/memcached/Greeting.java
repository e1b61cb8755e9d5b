// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is said first on a connection: who asks, if the server wants to know, and which run of the server answers. For that, whoever comes
 * first in a run gives the server a random text to keep; a server that lost it, by a restart or for want of room, counts as
 * another run. What cannot be used is refused in words. Thread-safe.
 */
final class Greeting {
    /** The name of that text: no other record can have it. */
    static final String RUN = "cachex#run";

    private static final int MOST_TRIES = 3;
    private static final String TOO_OLD =
            "write the address of a memcached 1.6.10 or newer itself: neither older ones nor"
                    + " proxies such as mcrouter and twemproxy are supported";

    private final Optional<Credentials> credentials;
    private final ServerRuns runs;

    Greeting(Optional<Credentials> credentials, ServerRuns runs) {
        this.credentials = credentials;
        this.runs = runs;
    }

    /** Greets the server at the other end of {@code wire}, which is of use afterwards. */
    void greet(Wire wire) throws IOException {
        String identity = identity(wire, admitted(wire, asked(wire, Command.get(RUN))));
        Optional<ServerRun> known = runs.known(identity);
        wire.greeted(runs.met(identity, known.isPresent() ? known.get().itemSize() : itemSize(wire)));
    }

    private static Reply asked(Wire wire, Command command) throws IOException {
        return wire.askAll(List.of(command)).get(0);
    }

    /** Returns {@code first}, or what is answered once the server knows who asks. A server that does not ask is told nothing. */
    private Reply admitted(Wire wire, Reply first) throws IOException {
        if (!first.line().equals("CLIENT_ERROR unauthenticated")) {
            return first;
        }
        if (credentials.isEmpty()) {
            throw new RefusedException(
                    "it wants to know who asks", "write " + Keys.USER.name() + " and " + Keys.PASSWORD.name());
        }
        if (!asked(wire, Command.authenticate(credentials.get())).code().equals("STORED")) {
            throw new RefusedException(
                    "it does not accept the user and the password",
                    "look at " + Keys.USER.name() + " and " + Keys.PASSWORD.name() + ", and at the server's auth file");
        }
        return asked(wire, Command.get(RUN));
    }

    private static String identity(Wire wire, Reply first) throws IOException {
        Reply reply = first;
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            if (reply.code().equals("ERROR") || reply.code().equals("CLIENT_ERROR")) {
                throw new RefusedException("it does not know the meta commands", TOO_OLD);
            }
            switch (reply.checked().code()) {
                case Reply.VALUE -> {
                    checkCas(reply.cas());
                    return new String(reply.block(), StandardCharsets.US_ASCII);
                }
                case Reply.MISS -> {
                    byte[] random = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
                    Reply made = wire.ask(Command.put(RUN, random, 0, Command.ABSENT));
                    if (made.code().equals(Reply.DONE)) {
                        checkCas(made.cas());
                    }
                    // Read back in any case: another may have been faster.
                    reply = asked(wire, Command.get(RUN));
                }
                default -> throw reply.unexpected();
            }
        }
        throw new RefusedException("it keeps nothing", "give it more memory, and look at what it logs");
    }

    private static void checkCas(long cas) throws RefusedException {
        if (cas == 0) {
            throw new RefusedException(
                    "it has CAS switched off, without which no store is safe", "start memcached without -C");
        }
    }

    private static long itemSize(Wire wire) throws IOException {
        String version = wire.ask(Command.VERSION).line();
        if (version.contains("mcrouter")) {
            throw new RefusedException("it is a proxy, mcrouter", TOO_OLD);
        }
        String size = wire.setting("item_size_max");
        try {
            long bytes = Long.parseLong(size);
            if (bytes > 0 && bytes <= Integer.MAX_VALUE) {
                return bytes;
            }
        } catch (NumberFormatException e) {
            // As any number that is none.
        }
        throw new RefusedException("it does not tell its item_size_max", TOO_OLD);
    }
}
