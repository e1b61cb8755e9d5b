// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses of a host in bounded time. A name server that hangs holds one daemon thread for as long as the system lets it,
 * and those who ask meanwhile wait for that one. Thread-safe.
 */
final class Resolver {
    private final String host;
    private @Nullable CompletableFuture<InetAddress[]> pending;

    Resolver(String host) {
        this.host = host;
    }

    /** Returns the addresses, or throws when they are not known after {@code millis}. */
    InetAddress[] addresses(int millis) throws IOException {
        CompletableFuture<InetAddress[]> asked = ask();
        try {
            return asked.get(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedCallException(e);
        } catch (TimeoutException e) {
            throw new UnknownHostException(host + ": no answer of the name server in time");
        } catch (ExecutionException e) {
            throw new UnknownHostException(host + ": unknown host");
        }
    }

    private synchronized CompletableFuture<InetAddress[]> ask() {
        if (pending == null || pending.isDone()) {
            CompletableFuture<InetAddress[]> next = new CompletableFuture<>();
            Daemons.named("cachex-memcached-resolver")
                    .newThread(() -> {
                        try {
                            next.complete(InetAddress.getAllByName(host));
                        } catch (UnknownHostException | RuntimeException e) {
                            next.completeExceptionally(e);
                        }
                    })
                    .start();
            pending = next;
        }
        return pending;
    }
}
