// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The caches whose changes Redis refuses to publish for this user. Says so once, with the remedy, and once more when it has an
 * end. Thread-safe.
 */
final class Publishing {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");
    /** Calls that were refused may still be under way when another is not: what they changed was told to nobody. */
    private static final long SURE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Map<CacheSpace, Long> refused = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    Publishing(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Returns whether what this JVM changes in {@code cache} is published, as far as is known. */
    boolean isAllowed(CacheSpace cache) {
        return !refused.containsKey(cache);
    }

    /** Takes in what the answer of a script for {@code cache} says of its message, if it sends one. */
    void learn(CacheSpace cache, Script script, ScriptReply answer) {
        int at = script.toldAt();
        if (at == 0 || answer.parts().size() <= at) {
            return;
        }
        if (answer.number(at) == 0) {
            boolean first = refused.isEmpty();
            refused.put(cache, nanos.getAsLong());
            if (first) {
                LOG.log(LogMessage.PUBLISH_REFUSED.saying(warning(cache)));
            }
        } else if (!refused.isEmpty()) {
            allowed(cache);
        }
    }

    private void allowed(CacheSpace cache) {
        Long since = refused.get(cache);
        if (since != null
                && nanos.getAsLong() - since >= SURE_NANOS
                && refused.remove(cache, since)
                && refused.isEmpty()) {
            LOG.log(LogMessage.PUBLISH_ACCEPTED.with());
        }
    }

    private static String warning(CacheSpace cache) {
        String prefix = cache.namespace().substring(0, cache.namespace().indexOf(':'));
        return "Redis refuses PUBLISH on " + Names.changes(cache)
                + ": other JVMs learn of what is changed here at their next"
                + " heartbeat, by marks, and puts only invalidate; grant this user &" + prefix
                + ":* and +publish (ACL SETUSER)";
    }
}
