// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.JedisSocketFactory;

/** Makes the sockets of one Redis server, each within the budget of the call that needs it. Thread-safe. */
final class SocketConnector implements JedisSocketFactory {
    private final RedisAddress address;
    private final RedisSettings settings;
    private final Resolver resolver;
    private final ConnectGate gate;
    private final Watchdog watchdog;

    SocketConnector(RedisAddress address, RedisSettings settings, ConnectGate gate, Watchdog watchdog) {
        this.address = address;
        this.settings = settings;
        this.resolver = new Resolver(address.host());
        this.gate = gate;
        this.watchdog = watchdog;
    }

    @Override
    public Socket createSocket() {
        return createSocket(socket -> {});
    }

    /** Returns a new socket, and tells {@code bare} what lies below TLS, if there is any. */
    Socket createSocket(Consumer<BudgetSocket> bare) {
        gate.pass();
        long allowed = settings.connectTimeout().toNanos();
        boolean curtailed = CallScope.nanosLeft(allowed) < allowed;
        try {
            BudgetSocket socket = connect(resolver.addresses(timeLeft()));
            bare.accept(socket);
            return settings.tls().isPresent() ? secured(settings.tls().get(), socket) : socket;
        } catch (IOException e) {
            String why = reason(e);
            if (isTheCallers(e, curtailed)) {
                gate.leave();
                throw new ConnectGate.NotDialled(why, new CancellationException(why));
            }
            gate.failed(why);
            throw new ConnectGate.NotDialled(why, e);
        }
    }

    private BudgetSocket connect(InetAddress[] candidates) throws IOException {
        IOException failure = new UnknownHostException(address.host() + ": unknown host");
        for (InetAddress candidate : candidates) {
            BudgetSocket socket = new BudgetSocket(gate, watchdog);
            try {
                socket.connect(new InetSocketAddress(candidate, address.port()), timeLeft());
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                socket.setSoTimeout((int) settings.socketTimeout().toMillis());
                return socket;
            } catch (IOException e) {
                closeQuietly(socket);
                failure = e;
            }
        }
        throw failure;
    }

    private SSLSocket secured(SSLSocketFactory factory, BudgetSocket socket) throws IOException {
        try {
            SSLSocket secured = (SSLSocket) factory.createSocket(socket, bare(address.host()), address.port(), true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            return secured;
        } catch (IOException e) {
            closeQuietly(socket);
            throw e;
        }
    }

    /** Returns an IPv6 address as certificates know it. */
    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private int timeLeft() throws SocketTimeoutException {
        int left = CallScope.millisLeft(settings.connectTimeout().toMillis());
        if (left <= 0) {
            throw new SocketTimeoutException("the budget is spent");
        }
        return left;
    }

    /**
     * Returns whether the caller's interrupt, or its budget which left less time than is usual, ended the dial: that says nothing of
     * the other side, and is nothing to other callers.
     */
    private static boolean isTheCallers(IOException e, boolean curtailed) {
        return e instanceof ClosedByInterruptException
                || Thread.currentThread().isInterrupted()
                || curtailed && (e instanceof SocketTimeoutException || e instanceof UnknownHostException);
    }

    private static String reason(IOException e) {
        if (e instanceof UnknownHostException) {
            return String.valueOf(e.getMessage());
        }
        return (e instanceof SSLException ? "no TLS: " : "cannot connect: ") + e.getMessage();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It was never of use.
        }
    }
}
