// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.conditional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cachex.examples.features.Deployment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedsTest {
    private final AtomicInteger bodies = new AtomicInteger();
    private final AtomicInteger confirmed = new AtomicInteger();
    private volatile boolean sick;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/news", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (sick) {
                exchange.sendResponseHeaders(503, -1);
            } else if ("\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                confirmed.incrementAndGet();
                exchange.sendResponseHeaders(304, -1);
            } else {
                byte[] body = ("news " + bodies.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("ETag", "\"1\"");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private URI source() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/");
    }

    @Test
    void unchangedFeed_isSentOnce() throws Exception {
        try (Deployment deployment = Deployment.of(Feeds.class)) {
            Feeds feeds = deployment.get(Feeds.class);
            feeds.readFrom(source());
            assertThat(feeds.feed("news")).isEqualTo("news 1");
            feeds.expire("news");
            assertThat(feeds.feed("news")).isEqualTo("news 1");
            assertThat(feeds.refresh("news")).isEqualTo("news 1");
            assertThat(bodies).hasValue(1);
            assertThat(confirmed).hasValue(2);
            assertThat(feeds.state("news")).startsWith("\"1\", fresh for PT4M");
        }
    }

    @Test
    void sickSource_leavesTheStaleFeed() throws Exception {
        try (Deployment deployment = Deployment.of(Feeds.class)) {
            Feeds feeds = deployment.get(Feeds.class);
            feeds.readFrom(source());
            assertThat(feeds.feed("news")).isEqualTo("news 1");
            feeds.expire("news");
            sick = true;
            assertThat(feeds.feed("news")).isEqualTo("news 1");
            assertThatThrownBy(() -> feeds.refresh("news")).hasMessage("news: status 503");
            assertThat(feeds.state("other")).isEqualTo("not stored");
        }
    }
}
