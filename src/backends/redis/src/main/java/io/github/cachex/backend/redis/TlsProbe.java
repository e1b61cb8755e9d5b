// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a server that could not be spoken to: whether it speaks TLS, whose certificate it has, and whether it wants one. A connection
 * that breaks does not always say so. Nothing secret is sent. Thread-safe.
 */
final class TlsProbe {
    private static final int PATIENCE_MILLIS = 1_000;

    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final RedisAddress address;
    private final Optional<SSLSocketFactory> sockets;
    private Optional<String> last = Optional.empty();
    private long lookedAt;
    private boolean looked;

    TlsProbe(RedisAddress address, Optional<SSLSocketFactory> sockets) {
        this.address = address;
        this.sockets = sockets;
    }

    /**
     * Returns why TLS keeps the server from being spoken to, as {@code problem; remedy}; empty where it is something else. What was seen is
     * said again for a while, since whoever waits for a server asks again and again.
     */
    synchronized Optional<String> problem() {
        long now = System.nanoTime();
        if (!looked || now - lookedAt > AGAIN_NANOS) {
            last = look();
            lookedAt = now;
            looked = true;
        }
        return last;
    }

    private Optional<String> look() {
        try {
            return address.tls() ? problemOfTls() : seen().map(certificate -> TlsFailure.WANTS_IT);
        } catch (IOException e) {
            // It cannot be reached either.
            return Optional.empty();
        }
    }

    private Optional<String> problemOfTls() throws IOException {
        if (answersInTheClear()) {
            return Optional.of(TlsFailure.SPEAKS_NONE);
        }
        try (Socket plain = connected()) {
            SSLSocket greeted = SocketConnector.greeted(sockets.orElseThrow(), plain, address);
            // What a server thinks of a missing certificate, it says afterwards.
            greeted.getInputStream().read();
            return Optional.empty();
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(TlsFailure.of(e).map(this::moreOf).orElseGet(() -> broken(e)));
        }
    }

    private String moreOf(String problem) {
        return problem.equals(TlsFailure.UNTRUSTED)
                ? seen().map(any -> any.getSubjectX500Principal().equals(any.getIssuerX500Principal()))
                        .map(selfSigned -> selfSigned ? TlsFailure.SELF_SIGNED : TlsFailure.UNKNOWN_CA)
                        .orElse(problem)
                : problem;
    }

    /** Where a server shows its certificate, and then breaks off without a word that arrives, it is ours that it does not accept. */
    private String broken(IOException failure) {
        return seen().isPresent() ? TlsFailure.WANTS_CERTIFICATE : TlsFailure.ofHandshake(failure);
    }

    /** Redis answers this to anybody, if with an error. */
    private boolean answersInTheClear() throws IOException {
        try (Socket plain = connected()) {
            plain.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            int first = plain.getInputStream().read();
            return first == '+' || first == '-';
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Returns the certificate that the server shows, if it speaks TLS; it is not trusted for that. */
    private Optional<X509Certificate> seen() {
        Onlooker onlooker = new Onlooker();
        try (Socket plain = connected()) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {onlooker}, new SecureRandom());
            SocketConnector.greeted(context.getSocketFactory(), plain, address);
        } catch (IOException | GeneralSecurityException e) {
            // It ends with the certificate, if there is one.
        }
        return Optional.ofNullable(onlooker.seen);
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(SocketConnector.bare(address.host()), address.port()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Looks at a certificate and accepts none. */
    private static final class Onlooker implements X509TrustManager {
        private @Nullable X509Certificate seen;

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            seen = chain[0];
            throw new CertificateException("only looked at");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("nobody's server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
