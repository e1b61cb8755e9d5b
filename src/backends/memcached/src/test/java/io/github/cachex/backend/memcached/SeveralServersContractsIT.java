// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import io.github.cachex.tck.PartsContract;
import io.github.cachex.testkit.server.MemcachedServer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Three memcacheds keep together what every backend keeps, and each fails on its own. */
class SeveralServersContractsIT extends MemcachedContracts implements PartsContract {
    private static Map<String, MemcachedServer> running;

    @BeforeAll
    static void start() {
        running = Stream.generate(() -> MemcachedServer.start())
                .limit(3)
                .collect(Collectors.toMap(MemcachedServer::address, Function.identity()));
    }

    @AfterAll
    static void end() {
        running.values().forEach(MemcachedServer::close);
    }

    @Override
    List<String> servers() {
        return List.copyOf(running.keySet());
    }

    @Override
    public void stop(String part) {
        running.get(part).pause();
    }

    @Override
    public void resume(String part) {
        running.get(part).resume();
    }
}
