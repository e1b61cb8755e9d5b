// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Consumer;

/** By what name this JVM is woken, on whichever server, and who is told then. Thread-safe. */
final class WakeTarget {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");

    private final byte[] id = new byte[Long.BYTES];
    private final String hex;
    private volatile Consumer<String> sink = key -> {};

    WakeTarget() {
        new SecureRandom().nextBytes(id);
        hex = HexFormat.of().formatHex(id);
    }

    /** Returns what a lease keeps of this JVM, and the end of its channel's name in hex. */
    byte[] id() {
        return id;
    }

    /** Returns the same in hex. */
    String hex() {
        return hex;
    }

    /** Returns this JVM's own channel for keys of {@code namespace}. */
    String channel(String namespace) {
        return Names.wake(namespace) + hex;
    }

    void onWake(Consumer<String> told) {
        sink = told;
    }

    void woken(String key) {
        try {
            sink.accept(key);
        } catch (RuntimeException e) {
            LOG.log(LogMessage.WAKE_UP_FAILED.with(), e);
        }
    }
}
