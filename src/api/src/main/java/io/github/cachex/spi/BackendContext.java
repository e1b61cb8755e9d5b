// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** What a backend is made from. Its factory reads all it needs before it opens anything. */
public interface BackendContext extends ConfigReader {
    /** Returns the client of type {@code type} that the application handed in, which stays its own to close. */
    <C> Optional<C> client(Class<C> type);

    /**
     * Returns what tells the text of {@code key} whenever it is asked, now as well as later: stripped, and empty where there is none. A
     * change of such a key needs no restart and is not reported as one that does. Thread-safe; asking takes as long as the source of
     * the configuration takes, and throws what that throws. Credentials that are replaced while the application runs are an example.
     */
    default Supplier<Optional<String>> current(ConfigKey key) {
        Optional<String> text = text(key);
        return () -> text;
    }

    /** Returns prefix and version, {@code prefix:version}, with which this backend's own names begin. */
    String namespace();

    /**
     * Returns the clock that tells the time to a backend whose store has none, the JVM's own unless a test sets another. It may be
     * ahead of those of other JVMs, or behind: what an invalidation means must not depend on it.
     */
    default Clock clock() {
        return Clock.systemUTC();
    }
}
