// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** What speaks TLS before a Redis that does not, and notes which names it is called by. */
final class TlsServer implements AutoCloseable {
    private final Proxy proxy;
    private final Queue<String> names;

    private TlsServer(Proxy proxy, Queue<String> names) {
        this.proxy = proxy;
        this.names = names;
    }

    /**
     * Opens one.
     *
     * @param back the port of the Redis behind it
     * @param own its certificate
     * @param client the certificate that it wants of its clients, if it wants one
     * @param protocol the only version of TLS that it speaks
     */
    static TlsServer before(int back, Certificate own, Optional<Certificate> client, String protocol)
            throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.store(), Certificate.PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(
                client.isPresent() ? Tls.trusting(java.util.List.of(client.get().certificate())) : null);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        SSLServerSocket front = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Queue<String> names = new ConcurrentLinkedQueue<>();
        SSLParameters parameters = front.getSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        parameters.setNeedClientAuth(client.isPresent());
        parameters.setSNIMatchers(Set.of(new SNIMatcher(0) {
            @Override
            public boolean matches(SNIServerName name) {
                names.add(((SNIHostName) new SNIHostName(name.getEncoded())).getAsciiName());
                return true;
            }
        }));
        front.setSSLParameters(parameters);
        return new TlsServer(Proxy.before(back, front), names);
    }

    static TlsServer before(int back, Certificate own) throws IOException, GeneralSecurityException {
        return before(back, own, Optional.empty(), "TLSv1.3");
    }

    Proxy proxy() {
        return proxy;
    }

    int port() {
        return proxy.port();
    }

    /** Returns the names by which it was called so far. */
    Queue<String> names() {
        return names;
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }
}
