// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.github.cachex.CacheHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.glassfish.jersey.jdkhttp.JdkHttpHandlerContainerProvider;
import org.glassfish.jersey.server.ResourceConfig;

/** An application with Jakarta REST in Java SE, as long as a test needs it. */
final class Site implements AutoCloseable {
    static {
        // The server of the JDK writes head and body apart, and would wait 40 ms for the client between them.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final CacheHandler cache;
    private final Shop shop;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Starts one whose cache is configured by {@code properties}. */
    Site(Map<String, String> properties) {
        this(0, properties);
    }

    /** Starts the same on {@code port}. */
    Site(int port, Map<String, String> properties) {
        this(port, builder(properties).build());
    }

    /** Starts one whose caches have a namespace for each tenant. */
    static Site ofTenants(Map<String, String> properties) {
        return ofTenants(0, properties);
    }

    /** Starts the same on {@code port}. */
    static Site ofTenants(int port, Map<String, String> properties) {
        return new Site(port, builder(properties).namespaces(Shop::tenant).build());
    }

    private static CacheHandler.Builder builder(Map<String, String> properties) {
        return CacheHandler.builder()
                .name("articles")
                .property("cachex.prefix", "shop")
                .properties(properties);
    }

    private Site(int port, CacheHandler cache) {
        this.cache = cache;
        this.shop = new Shop(cache);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        ResourceConfig application = new ResourceConfig()
                .register(CachexHttpFilter.class)
                .register(Login.class)
                .register(new Catalogue(cache))
                .register(shop);
        server.createContext(
                "/", new JdkHttpHandlerContainerProvider().createContainer(HttpHandler.class, application));
        server.start();
    }

    CacheHandler cache() {
        return cache;
    }

    Shop shop() {
        return shop;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Asks the application itself by {@code method} for {@code path}; {@code headers} are names and values. */
    HttpResponse<String> ask(String method, String path, String... headers) {
        return askAt("http://127.0.0.1:" + port(), method, path, headers);
    }

    HttpResponse<String> get(String path, String... headers) {
        return ask("GET", path, headers);
    }

    /** Asks {@code base}. */
    static HttpResponse<String> askAt(String base, String method, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        cache.close();
    }
}
