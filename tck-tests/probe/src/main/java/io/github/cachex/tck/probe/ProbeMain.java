// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The probe in Java SE: a container, and the JDK's HTTP server on the loopback port of the property {@code probe.port}. */
public final class ProbeMain {
    private ProbeMain() {}

    public static void main(String[] arguments) throws Exception {
        SeContainer container = SeContainerInitializer.newInstance().initialize();
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.getInteger("probe.port", 0)), 0);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(container, exchange));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.stop(0);
            threads.shutdown();
            try {
                container.close();
            } catch (IllegalStateException e) {
                // Weld has a hook of its own.
            }
        }));
    }

    private static void answer(SeContainer container, HttpExchange exchange) throws IOException {
        int status = 200;
        String answer;
        RequestContextController request =
                container.select(RequestContextController.class).get();
        request.activate();
        try {
            Probe probe = container.select(Probe.class).get();
            String[] path = exchange.getRequestURI().getPath().substring(1).split("/");
            answer = path.length == 3 ? probe.ask(path[1], path[2]) : probe.ask(path[0]);
        } catch (RuntimeException e) {
            status = 500;
            answer = e.toString();
        } finally {
            request.deactivate();
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
