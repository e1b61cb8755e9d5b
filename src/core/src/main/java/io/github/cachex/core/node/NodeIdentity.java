// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.node;

import io.github.cachex.spi.HostName;
import java.time.Instant;

/**
 * Who a node is.
 *
 * @param host on which it runs
 * @param pid its process there
 * @param application whose caches these are
 * @param jvm its id
 * @param since when it was started
 */
public record NodeIdentity(String host, long pid, String application, String jvm, Instant since) {
    /** Returns that of this process. */
    public static NodeIdentity here(String application, String jvm, Instant since) {
        return new NodeIdentity(HostName.get(), ProcessHandle.current().pid(), application, jvm, since);
    }

    /** Returns by what name people know it. */
    public String node() {
        return application + '@' + host + ':' + pid;
    }
}
