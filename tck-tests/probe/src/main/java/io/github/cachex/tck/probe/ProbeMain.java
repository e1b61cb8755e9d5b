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
import java.util.concurrent.Executors;

/** Takes questions over HTTP where there is no server: in Java SE, at the port of the property {@code probe.port}. */
public final class ProbeMain {
    private static final String CONTEXT = "/probe/";

    private ProbeMain() {}

    /** Starts the container, answers until the process is stopped. */
    public static void main(String... arguments) throws IOException {
        SeContainer container = SeContainerInitializer.newInstance().initialize();
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.getInteger("probe.port")), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext(CONTEXT, exchange -> answer(container, exchange));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.stop(0);
            container.close();
        }));
    }

    private static void answer(SeContainer container, HttpExchange exchange) throws IOException {
        RequestContextController request =
                container.select(RequestContextController.class).get();
        request.activate();
        try (exchange) {
            String question = exchange.getRequestURI().getPath().substring(CONTEXT.length());
            try {
                reply(exchange, 200, container.select(Probe.class).get().answer(question));
            } catch (Exception e) {
                reply(exchange, 500, e.toString());
            }
        } finally {
            request.deactivate();
        }
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
