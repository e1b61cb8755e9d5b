// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.monitoring;

import com.sun.net.httpserver.HttpServer;
import io.github.cachex.testkit.redis.RedisServer;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Prometheus of Debian's package, on a loopback port, that asks exporters of this JVM and applies the rules. */
final class Prometheus implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<HttpServer> targets = new ArrayList<>();
    private final Process process;
    private final int port;

    private Prometheus(Path folder, List<Exporter> exporters) throws IOException {
        StringBuilder jobs = new StringBuilder();
        for (Exporter exporter : exporters) {
            jobs.append("  - job_name: ")
                    .append(exporter)
                    .append("\n    static_configs: [{targets: ['127.0.0.1:")
                    .append(serve(exporter))
                    .append("']}]\n");
        }
        Path configuration = folder.resolve("prometheus.yml");
        Files.writeString(
                configuration, """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ['%s', '%s']
                scrape_configs:
                %s""".formatted(Promtool.RULES.toRealPath(), Promtool.ALERTS.toRealPath(), jobs));
        this.port = RedisServer.freePort();
        this.process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    static Prometheus over(Path folder, List<Exporter> exporters) throws IOException {
        return new Prometheus(folder, exporters);
    }

    private int serve(Exporter exporter) throws IOException {
        HttpServer target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/metrics", exchange -> {
            byte[] text = exporter.exposition().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, text.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(text);
            }
        });
        target.start();
        targets.add(target);
        return target.getAddress().getPort();
    }

    /** Returns which jobs have a series of {@code expression} now; none while it does not answer yet. */
    List<String> jobsWith(String expression) throws InterruptedException {
        String query = URLEncoder.encode("group by (job) (" + expression + ")", StandardCharsets.UTF_8);
        URI address = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query=" + query);
        try (Jsonb json = JsonbBuilder.create()) {
            Map<?, ?> answer = json.fromJson(
                    HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                            .body(),
                    Map.class);
            if (!"success".equals(answer.get("status"))) {
                throw new IllegalStateException(expression + ": " + answer);
            }
            List<?> series = (List<?>) ((Map<?, ?>) answer.get("data")).get("result");
            return series.stream()
                    .map(one -> String.valueOf(((Map<?, ?>) ((Map<?, ?>) one).get("metric")).get("job")))
                    .toList();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException | IllegalStateException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        targets.forEach(target -> target.stop(0));
    }
}
