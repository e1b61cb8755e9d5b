// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs of a server, as they are met. Thread-safe. */
final class ServerRuns {
    private volatile @Nullable ServerRun current;
    private int last;

    /** Returns the run that was met last; empty before the first. */
    Optional<ServerRun> current() {
        return Optional.ofNullable(current);
    }

    /** Returns the run that was met last, if it is {@code identity}. */
    Optional<ServerRun> known(String identity) {
        return current().filter(run -> run.identity().equals(identity));
    }

    /** Notes that a new connection has met {@code identity}, and returns that run. */
    synchronized ServerRun met(String identity, long itemSize) {
        ServerRun run = known(identity).orElseGet(() -> {
            last = last % (ServerRun.NUMBERS - 1) + 1;
            return new ServerRun(identity, last, itemSize);
        });
        current = run;
        return run;
    }
}
