// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.core.fault.Faults;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The warnings about calls of one method, each kind of which is logged once. Thread-safe. */
final class CallWarnings {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    private final String method;
    private final Faults faults = new Faults();
    private final Set<LogMessage> logged = ConcurrentHashMap.newKeySet();

    /** Creates those of the method of that name. */
    CallWarnings(String method) {
        this.method = method;
    }

    /** Logs {@code message} with {@code differing} behind the method's name, unless it was logged before. */
    void once(LogMessage message, Object... differing) {
        if (logged.add(message)) {
            LOG.log(message.with(
                    Stream.concat(Stream.of(method), Arrays.stream(differing)).toArray()));
        }
    }

    /** Logs that {@code what} failed, which the caller of the method is not to be told. Never throws. */
    void failed(String what, Throwable failure) {
        faults.report(method + ": " + what, failure);
    }
}
