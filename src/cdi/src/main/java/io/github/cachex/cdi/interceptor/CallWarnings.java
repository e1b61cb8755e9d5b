// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.core.fault.Faults;
import io.github.cachex.spi.LineLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The warnings about calls of one method, each kind of which is logged once. Thread-safe. */
final class CallWarnings {
    private static final Logger LOG = LineLogger.named("io.github.cachex");

    private final String method;
    private final Faults faults = new Faults();
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    /** Creates those of the method of that name. */
    CallWarnings(String method) {
        this.method = method;
    }

    /** Logs {@code text}, unless something of that {@code kind} was logged before. */
    void once(String kind, String text) {
        if (logged.add(kind)) {
            LOG.log(Level.WARNING, method + ": " + text + "; further ones like it are not logged");
        }
    }

    /** Logs that {@code what} failed, which the caller of the method is not to be told. Never throws. */
    void failed(String what, Throwable failure) {
        faults.report(method + ": " + what, failure);
    }
}
