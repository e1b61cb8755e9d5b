// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;

/** Servers of one test that know each other, and what they are asked. */
final class ServerGroup {
    /** A Sentinel that is held up for two seconds on a busy machine does nothing for the next thirty, and may be so again. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Below the ports that systems hand out, so that no connection takes one while its server is down. */
    private static final int FIRST_PORT = 11_000;

    private static final int LAST_PORT = 22_000;
    private static final int BUS = 10_000;

    private final List<RedisServer> servers = new ArrayList<>();
    private final Optional<String> password;

    ServerGroup(List<String> arguments) {
        int given = arguments.indexOf("--requirepass");
        password = given < 0 ? Optional.empty() : Optional.of(arguments.get(given + 1));
    }

    /** Returns the password that servers and clients use, empty without one. */
    Optional<String> password() {
        return password;
    }

    RedisServer start(IntFunction<RedisHost> hosts) {
        RedisServer server = RedisServer.start(ServerGroup::freePort, hosts, PATIENCE);
        servers.add(server);
        return server;
    }

    /** Returns a port that is free together with the one of the cluster bus. */
    private static int freePort() {
        for (; ; ) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            if (isFree(port) && isFree(port + BUS)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    Object send(RedisServer server, String... words) {
        return RedisWire.send(server, password, words);
    }

    String text(RedisServer server, String... words) {
        return String.valueOf(send(server, words));
    }

    List<String> texts(RedisServer server, String... words) {
        List<String> texts = new ArrayList<>();
        ((List<?>) send(server, words)).forEach(element -> texts.add(String.valueOf(element)));
        return texts;
    }

    /** Returns whether a replica has all that its primary had when it began, and receives what comes. */
    boolean isInSync(RedisServer replica) {
        return text(replica, "INFO", "replication").contains("master_link_status:up");
    }

    RedisServer at(int port) {
        return servers.stream()
                .filter(server -> server.port() == port)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no server of this group has the port " + port));
    }

    /** Waits for a condition that is not held while servers change their minds. */
    static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(condition);
    }

    void close() {
        servers.forEach(RedisServer::close);
    }
}
