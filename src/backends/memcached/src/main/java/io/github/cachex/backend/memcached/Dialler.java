// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Makes the connections to one server, each within the call that needs it. Thread-safe. */
final class Dialler {
    private final ServerAddress address;
    private final MemcachedSettings settings;
    private final Watchdog watchdog;
    private final Resolver resolver;

    Dialler(ServerAddress address, MemcachedSettings settings, Watchdog watchdog) {
        this.address = address;
        this.settings = settings;
        this.watchdog = watchdog;
        this.resolver = new Resolver(address.bareHost());
    }

    /** Returns a new connection, on which nothing was said yet, or throws at {@code end} at the latest. */
    Wire dial(long end) throws IOException {
        IOException failure = new UnknownHostException(address.host() + ": unknown host");
        for (InetAddress candidate : resolver.addresses(millisLeft(end))) {
            DeadlineSocket socket = new DeadlineSocket(watchdog);
            try {
                return connected(socket, candidate, end);
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        throw failure;
    }

    private Wire connected(DeadlineSocket socket, InetAddress candidate, long end) throws IOException {
        socket.connect(new InetSocketAddress(candidate, address.port()), millisLeft(end));
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        socket.until(end);
        return new Wire(
                socket, settings.tls().isPresent() ? secured(settings.tls().get(), socket) : socket);
    }

    private int millisLeft(long end) throws SocketTimeoutException {
        long left = Math.min(end - System.nanoTime(), settings.connectTimeout().toNanos());
        if (left <= 0) {
            throw new SocketTimeoutException("no connection in time");
        }
        return (int) TimeUnit.NANOSECONDS.toMillis(left) + 1;
    }

    private Socket secured(SSLSocketFactory factory, DeadlineSocket socket) throws IOException {
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, address.bareHost(), address.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        try {
            secured.startHandshake();
            return secured;
        } catch (SSLException | EOFException e) {
            throw new SSLException(TlsFailure.words(e), e);
        } catch (SocketException e) {
            throw Thread.currentThread().isInterrupted() ? e : new SSLException(TlsFailure.words(e), e);
        } catch (SocketTimeoutException e) {
            SocketTimeoutException late = new SocketTimeoutException(
                    "no answer to the begin of TLS in time; look at " + ConfiguredTls.ENABLED.name() + " and the port");
            late.initCause(e);
            throw late;
        }
    }
}
