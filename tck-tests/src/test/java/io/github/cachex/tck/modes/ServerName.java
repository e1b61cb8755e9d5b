// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.modes;

import io.github.cachex.testkit.redis.ServedPort;
import java.io.IOException;

/** What a name of DNS, a service or a load balancer is to connections: new ones lead to where it leads now, open ones stay. */
final class ServerName implements AutoCloseable {
    private final ServedPort port;
    private volatile int target;

    ServerName(int target) throws IOException {
        this.target = target;
        this.port = ServedPort.open((served, client) -> served.lead(client, this.target));
    }

    String uri() {
        return port.uri();
    }

    void leadTo(int port) {
        target = port;
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
