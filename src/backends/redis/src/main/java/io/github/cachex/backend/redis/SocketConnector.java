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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.JedisSocketFactory;

/** Makes the sockets of one Redis server, each within the budget of the call that needs it. Thread-safe. */
final class SocketConnector implements JedisSocketFactory {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");

    private final ServerLocator locator;
    private final RedisSettings settings;
    private final ConnectGate gate;
    private final Watchdog watchdog;
    private volatile Resolver resolver;

    SocketConnector(ServerLocator locator, RedisSettings settings, ConnectGate gate, Watchdog watchdog) {
        this.locator = locator;
        this.settings = settings;
        this.gate = gate;
        this.watchdog = watchdog;
        this.resolver = new Resolver(locator.login().host());
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
            RedisAddress address = locator.now();
            BudgetSocket socket = connect(address, resolver(address.host()).addresses(timeLeft()));
            bare.accept(socket);
            return settings.tls().isPresent() ? secured(settings.tls().get(), address, socket) : socket;
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

    /** Makes sure that {@code made} leads to who is meant; else it is cut, and not dialled again for a moment. */
    void check(BoundedConnection made) {
        try {
            locator.check(made);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            try {
                made.forceDisconnect();
            } catch (IOException cut) {
                e.addSuppressed(cut);
            }
            gate.failed(why);
            throw new ConnectGate.NotDialled(why, e);
        }
    }

    private Resolver resolver(String host) {
        Resolver last = resolver;
        if (!last.isFor(host)) {
            last = new Resolver(host);
            resolver = last;
        }
        return last;
    }

    private BudgetSocket connect(RedisAddress address, InetAddress[] candidates) throws IOException {
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

    private SSLSocket secured(SSLSocketFactory factory, RedisAddress address, BudgetSocket socket) throws IOException {
        try {
            return greeted(factory, socket, address);
        } catch (IOException e) {
            closeQuietly(socket);
            throw e instanceof SocketTimeoutException || e instanceof ClosedByInterruptException
                    ? e
                    : new SSLException(TlsFailure.ofHandshake(e), e);
        }
    }

    /** Returns TLS over {@code socket} with a server whose certificate is for the host of {@code address}, which it is told. */
    static SSLSocket greeted(SSLSocketFactory factory, Socket socket, RedisAddress address) throws IOException {
        String host = bare(address.host());
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, host, address.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        name(host).ifPresent(name -> parameters.setServerNames(List.of(name)));
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** Returns the name to tell a server that has several certificates; Java tells it those alone that have a dot. */
    private static Optional<SNIServerName> name(String host) {
        if (host.contains(":") || ADDRESS.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SNIHostName(host));
        } catch (IllegalArgumentException e) {
            // With an underscore, for example, it is no name for TLS, though the resolver may know it.
            return Optional.empty();
        }
    }

    /** Returns an IPv6 address without brackets, and a name without the dot at its end, as certificates know them. */
    static String bare(String host) {
        if (host.startsWith("[")) {
            return host.substring(1, host.length() - 1);
        }
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
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
