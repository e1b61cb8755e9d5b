// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.Caches;
import io.github.cachex.HotKey;
import io.github.cachex.NodeReport;
import io.github.cachex.spi.HostName;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who this node is.
 *
 * @param host on which it runs
 * @param pid its process there
 * @param application whose caches these are
 * @param jvm its id
 * @param since when it was started
 */
record NodeIdentity(String host, long pid, String application, String jvm, Instant since) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static NodeIdentity of(String application, Instant since) {
        String jvm = String.format("%016x", RANDOM.nextLong());
        return new NodeIdentity(HostName.get(), ProcessHandle.current().pid(), application, jvm, since);
    }

    /** Returns by what name people know it. */
    String node() {
        return application + '@' + host + ':' + pid;
    }

    /** Returns what it says of {@code caches}, which are its own. */
    NodeReport report(Caches caches) {
        Map<String, List<HotKey>> hot = new TreeMap<>();
        caches.names().forEach(name -> hot.put(name, caches.hotKeys(name)));
        return new NodeReport(
                node(),
                host,
                pid,
                application,
                jvm,
                since,
                caches.stats(),
                caches.methods(),
                hot,
                caches.health(),
                true);
    }
}
