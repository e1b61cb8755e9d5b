// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.health;

import io.github.cachex.CacheHealth;
import io.github.cachex.Caches;
import io.github.cachex.event.LinkState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells, among the checks of readiness, how the backend of the caches is, from what is known in this JVM: it is never asked. The answer is
 * UP whatever the backend suffers from, since callers get what their loaders answer. If {@code cachex.health.readiness} is true, it is
 * DOWN while a part of the backend is not called or not heard. There is no check of liveness: a new process would make no backend well.
 */
@Readiness
@ApplicationScoped
public class CachexHealthCheck implements HealthCheck {
    /** The name under which the check is listed. */
    public static final String NAME = "cachex";

    private final Caches caches;

    /** Called by the container, or by an application without CDI. */
    @Inject
    public CachexHealthCheck(Caches caches) {
        this.caches = caches;
    }

    /** For the container's proxies. */
    @SuppressWarnings("NullAway") // a proxy has no state
    protected CachexHealthCheck() {
        this.caches = null;
    }

    @Override
    public HealthCheckResponse call() {
        CacheHealth health = caches.health();
        HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME)
                .status(!isNotReady(health))
                .withData("backend", health.backend())
                .withData("enabled", health.enabled())
                .withData("encrypted", health.encrypted())
                .withData("queuedInvalidations", health.queuedInvalidations())
                .withData("since", health.since().toString());
        for (CacheHealth.Part part : health.parts()) {
            add(response, part, health.parts().size() == 1 ? "" : part.name() + " ");
        }
        return response.build();
    }

    /** What is not cached at all needs no backend. */
    private static boolean isNotReady(CacheHealth health) {
        return health.decidesReadiness()
                && health.enabled()
                && health.parts().stream().anyMatch(part -> !part.isWell());
    }

    private static void add(HealthCheckResponseBuilder response, CacheHealth.Part part, String before) {
        response.withData(before + "breaker", word(part.breaker()))
                .withData(before + "breakerSince", part.breakerSince().toString())
                .withData(before + "link", word(part.link()));
        if (part.link() != LinkState.NONE) {
            response.withData(before + "linkSince", part.linkSince().toString());
        }
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
