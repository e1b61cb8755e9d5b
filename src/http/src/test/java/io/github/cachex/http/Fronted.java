// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import io.github.cachex.testkit.server.VarnishServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;

/** A {@link Site} behind a Varnish of the VCL that the documents have. */
final class Fronted implements AutoCloseable {
    private static final String SECRET = "only-for-us";
    private static final String MARKER = "marker";

    private final VarnishServer varnish;
    private final Site site;

    /** Starts both; {@code more} of the VCL comes first. */
    Fronted(String more, boolean ofTenants, Map<String, String> properties) {
        // Varnish has to know where the application will be.
        int port = freePort();
        this.varnish = VarnishServer.start(vcl(port, more));
        Map<String, String> all = new HashMap<>(
                Map.of("cachex.purger.varnish.urls", varnish.url(), "cachex.purger.varnish.secret", SECRET));
        all.putAll(properties);
        this.site = ofTenants ? Site.ofTenants(port, all) : new Site(port, all);
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String vcl(int port, String more) {
        try (InputStream in = Objects.requireNonNull(
                Fronted.class.getResourceAsStream("/io/github/cachex/purger/varnish/cachex.vcl"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("8080", String.valueOf(port))
                    .replace("change-me", SECRET);
            return text.replaceFirst("(?m)^sub vcl_synth", more.replace("$", "\\$") + "\nsub vcl_synth");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Site site() {
        return site;
    }

    VarnishServer varnish() {
        return varnish;
    }

    HttpResponse<String> get(String path, String... headers) {
        return Site.askAt(varnish.url(), "GET", path, headers);
    }

    /** Waits until the Varnish was told of all that was invalidated before. */
    void awaitPurges() {
        String path = "/articles/" + MARKER;
        String before = get(path).body();
        site.shop().change(MARKER);
        site.cache().invalidate(MARKER);
        Awaitility.await("purge of the marker").until(() -> !get(path).body().equals(before));
    }

    /** Waits until it was told once more of all that was invalidated before {@link #awaitPurges} was called last. */
    void awaitRepeats() {
        String path = "/articles/" + MARKER;
        get(path);
        int before = site.shop().asked();
        Awaitility.await("second purge of the marker").until(() -> {
            get(path);
            return site.shop().asked() > before;
        });
    }

    @Override
    public void close() {
        site.close();
        varnish.close();
    }
}
