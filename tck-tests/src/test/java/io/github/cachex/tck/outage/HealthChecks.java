// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Caches;
import io.github.cachex.listener.health.CachexHealthCheck;
import io.github.cachex.testkit.Elapsed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** An application over a Redis whose check of health is called. */
public final class HealthChecks implements AutoCloseable {
    /** How often the check is called in a series. */
    public static final int CALLS = 1_000;

    private final CountedBackend backend;
    private final Caches caches;
    private final CachexHealthCheck check;
    private int cold;

    private HealthChecks(String uri, boolean decidesReadiness) {
        this.backend = CountedBackend.over(uri);
        this.caches = CacheHandler.builder()
                .backend(backend)
                .prefix("tck")
                .property("cachex.health.readiness", Boolean.toString(decidesReadiness))
                .property("cachex.backend-budget", "100ms")
                .property("cachex.breaker.failures", "1")
                // Whatever is asked in the meantime, a check has asked it.
                .property("cachex.breaker.probe", "1h")
                .property("cachex.link.heartbeat", "10m")
                .property("cachex.link.dead", "1h")
                .buildCaches();
        this.check = new CachexHealthCheck(caches);
    }

    /** Starts one over the Redis at {@code uri}, whose link is up when this returns. */
    public static HealthChecks over(String uri, boolean decidesReadiness) {
        HealthChecks checks = new HealthChecks(uri, decidesReadiness);
        checks.load();
        Awaitility.await("the link").until(() -> checks.data().get("link").equals("up"));
        return checks;
    }

    /** Loads something that is stored nowhere. */
    void load() {
        caches.cache("checked").fetch(CacheKey.of("k" + cold++, String.class), () -> "value");
    }

    /** Lets calls fail until the breaker is open. */
    public void awaitSick() {
        Awaitility.await("the breaker opens").until(() -> {
            load();
            return data().get("breaker").equals("open");
        });
    }

    private Map<String, Object> data() {
        return check.call().getData().orElseThrow();
    }

    /** A series of calls: their different answers, their times, and what the backend was asked meanwhile. */
    public record Series(Set<String> answers, List<Elapsed> times, long backendCalls) {
        /** Returns the time that 99 of a hundred did not exceed. */
        public Elapsed p99() {
            return Elapsed.percentileOf(times, 99);
        }
    }

    /** Calls the check again and again. */
    public Series series() {
        long before = backend.calls();
        Set<String> answers = new LinkedHashSet<>();
        List<Elapsed> times = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            Elapsed elapsed = Elapsed.start();
            HealthCheckResponse answer = check.call();
            times.add(elapsed.stop());
            answers.add(answer.getStatus() + ", breaker "
                    + answer.getData().orElseThrow().get("breaker"));
        }
        return new Series(answers, times, backend.calls() - before);
    }

    @Override
    public void close() {
        caches.close();
        backend.close();
    }
}
