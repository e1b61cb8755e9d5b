// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.awaitility.Awaitility.await;

import io.github.cachex.examples.servers.ApplicationServer;
import io.github.cachex.examples.servers.ServerKind;
import io.github.cachex.examples.zones.RedisAtHand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/** Servers with the probe, over a Redis of their own. */
final class Started implements AutoCloseable {
    static final Path PARTS = Path.of("target", "servers");
    static final Path WAR = PARTS.resolve("probe.war");
    /** The most connections that one application keeps in its pool. */
    static final int POOL = 16;

    private static final Pattern CONNECTION = Pattern.compile("^id=(\\d+) ", Pattern.MULTILINE);
    private static final Duration START = Duration.ofMinutes(10);

    private final List<ApplicationServer> servers = new ArrayList<>();
    private @Nullable RedisAtHand redis;

    private Started() {}

    /**
     * Starts a server of each of {@code kinds}, whose application-scoped bean loads for {@code delay}.
     *
     * @param purpose tells their folders from those of other tests, which may run at the same time
     */
    static Started of(String purpose, Duration delay, ServerKind... kinds) throws Exception {
        Started started = new Started();
        try {
            started.redis = RedisAtHand.start();
            for (ServerKind kind : kinds) {
                ApplicationServer server =
                        kind.server(PARTS, purpose + "-" + kind + "-" + (started.servers.size() + 1));
                server.runOn(Jdk.wanted(kind).get(0).home());
                server.environment("CACHEX_BACKEND_REDIS_URI", started.redis.uri());
                server.environment("PROBE_NODE", server.toString());
                server.property("probe.delay.in-application", Long.toString(delay.toMillis()));
                server.property("cachex.ttl", "3h");
                server.property("client/mp-rest/url", server.url() + "probe/");
                // What a server keeps for as long as there is memory is no leak.
                server.argument("-XX:SoftRefLRUPolicyMSPerMB=0");
                // It ends before a second compiler pays off.
                server.argument("-XX:TieredStopAtLevel=1");
                server.property("cachex.backend.redis.pool.max", Integer.toString(POOL));
                server.with(WAR);
                started.servers.add(server);
                server.start();
            }
            for (Probed probed : started.probes()) {
                await(probed.server() + " starts").atMost(START).until(probed::isUp);
            }
            return started;
        } catch (Exception | AssertionError e) {
            started.close();
            throw e;
        }
    }

    List<ApplicationServer> servers() {
        return servers;
    }

    List<Probed> probes() {
        return servers.stream().map(server -> new Probed(server, "probe/")).toList();
    }

    /** Returns how many connections Redis has beside the one that asks. */
    int connections() {
        return connected().size();
    }

    /** Returns the numbers of the connections that Redis has beside the one that asks; none is given out twice. */
    Set<String> connected() {
        try (Jedis asking = new Jedis(URI.create(redis.uri()))) {
            String own = Long.toString(asking.clientId());
            return CONNECTION
                    .matcher(asking.clientList())
                    .results()
                    .map(connection -> connection.group(1))
                    .filter(connection -> !connection.equals(own))
                    .collect(Collectors.toSet());
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (ApplicationServer server : servers) {
            server.close();
        }
        if (redis != null) {
            redis.close();
        }
    }
}
