// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.tck.BackendUnderTest;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLSocketFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis behind something that speaks TLS, with a certificate for {@code localhost} that nobody signed. */
class TlsTest implements BackendUnderTest {
    @TempDir
    private static Path files;

    private static RedisServer redis;
    private static Proxy proxy;
    private static TlsServer server;
    private static SSLSocketFactory ca;

    private RedisBackend backend = secured("localhost", ca);

    @BeforeAll
    static void start() throws Exception {
        redis = RedisServer.start();
        Certificate certificate = Certificate.of(files, "server", "dns:localhost");
        ca = Tls.sockets(Optional.of(Tls.trusting(List.of(certificate.certificate()))), Optional.empty());
        server = TlsServer.before(redis.port(), certificate);
        proxy = server.proxy();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        redis.close();
    }

    @AfterEach
    void close() {
        proxy.mode(Proxy.Mode.PASS);
        backend.close();
    }

    private static RedisBackend secured(String host, SSLSocketFactory sockets) {
        String uri = "rediss://" + host + ":" + proxy.port();
        return RedisBackend.own(Backends.patient(uri, Optional.of(sockets), 32));
    }

    @Override
    public CacheBackend backend() {
        return backend;
    }

    private CacheConnectionException failure(RedisBackend sick) {
        return failure(sick, newKey());
    }

    private static CacheConnectionException failure(RedisBackend sick, EntryKey key) {
        Elapsed elapsed = Elapsed.start();
        CacheConnectionException failure = catchThrowableOfType(
                CacheConnectionException.class, () -> sick.read(key, CallBudget.of(Duration.ofMillis(600))));
        elapsed.isWithin(Duration.ofMillis(600));
        return failure;
    }

    @Test
    void trustedCertificate_isSpokenTo() {
        EntryKey key = newKey();
        backend.write(key, entry("secret".repeat(10_000)), budget());

        assertThat(content(key)).hasSize(60_000);
    }

    @Test
    void wakeUps_arriveToo() {
        Queue<String> woken = new ConcurrentLinkedQueue<>();
        leases().onWake(woken::add);
        EntryKey key = newKey();
        acquire(key, 1);
        leases().acquire(key, new LeaseRequest(2, LONG, StoredEntry.UNREADABLE), budget());
        leases().release(key, 1, Release.ABANDONED, LONG, budget());

        Awaitility.await().until(() -> woken.contains(key.value()));
    }

    @Test
    void unknownCertificate_isRefused() {
        try (RedisBackend doubting = secured("localhost", Tls.ofTheJvm())) {
            assertThat(failure(doubting)).hasMessageContaining("no TLS");
        }
    }

    @Test
    void certificateOfAnotherHost_isRefused() throws Exception {
        try (RedisBackend elsewhere = secured("127.0.0.1", ca)) {
            assertThat(failure(elsewhere)).hasMessageContaining("no TLS");
        }
    }

    @Test
    void handshakeThatHangs_endsWithTheBudget() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String uri = "rediss://localhost:" + mute.getLocalPort();
            try (RedisBackend hung = RedisBackend.own(Backends.patient(uri, Optional.of(ca), 32))) {
                assertThat(failure(hung).perhapsApplied()).isFalse();
            }
        }
    }

    @Test
    void answerThatDripsOrHangs_endsWithTheBudget() {
        EntryKey key = newKey();
        backend.write(key, entry("x".repeat(1_000)), budget());
        for (Proxy.Mode mode : new Proxy.Mode[] {Proxy.Mode.DRIP, Proxy.Mode.SWALLOW}) {
            proxy.mode(Proxy.Mode.PASS);
            Awaitility.await().ignoreExceptions().until(() -> content(key).length() == 1_000);
            proxy.mode(mode);
            assertThat(failure(backend, key).perhapsApplied()).as(mode.name()).isTrue();
        }
    }
}
