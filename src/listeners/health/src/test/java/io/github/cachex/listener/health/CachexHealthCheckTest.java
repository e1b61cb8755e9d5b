// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Caches;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.PartedBackend;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Map;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What SmallRye Health reports of caches. */
class CachexHealthCheckTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);

    private final FaultyBackend backend = FaultyBackend.over(FakeBackend.create());

    @AfterEach
    void heal() {
        backend.heal();
    }

    private CacheHandler.Builder builder() {
        return CacheHandler.builder()
                .backend(backend)
                .property("cachex.jmx.enabled", "false")
                .property("cachex.backend-budget", "200ms")
                .property("cachex.breaker.failures", "1")
                .property("cachex.breaker.probe", "20ms");
    }

    private static HealthCheckResponse check(Caches caches) {
        return new CachexHealthCheck(caches).call();
    }

    private static Map<String, Object> data(Caches caches) {
        return check(caches).getData().orElseThrow();
    }

    private void fallIll(Caches caches) {
        backend.fail();
        caches.cache("posts").get(KEY);
        Awaitility.await().until(() -> data(caches).get("breaker").equals("open"));
    }

    /** Some containers call it for their proxies, as the specification lets them. */
    @Test
    void constructorForProxies_isThereAndNeedsNothing() throws Exception {
        Constructor<CachexHealthCheck> forProxies = CachexHealthCheck.class.getDeclaredConstructor();
        assertThat(Modifier.isPrivate(forProxies.getModifiers())).isFalse();
        assertThat(forProxies.newInstance()).isNotNull();
    }

    @Test
    void sickBackend_isUpWithItsState() {
        try (Caches caches = builder().buildCaches()) {
            Awaitility.await().until(() -> data(caches).get("link").equals("up"));
            assertThat(check(caches).getName()).isEqualTo("cachex");
            assertThat(check(caches).getStatus()).isEqualTo(Status.UP);
            assertThat(data(caches))
                    .containsEntry("backend", backend.type())
                    .containsEntry("enabled", true)
                    .containsEntry("encrypted", false)
                    .containsEntry("queuedInvalidations", 0L)
                    .containsEntry("breaker", "closed")
                    .containsEntry("since", caches.health().since().toString())
                    .containsKeys("breakerSince", "linkSince");

            fallIll(caches);
            caches.cache("posts").invalidate("1");
            assertThat(check(caches).getStatus()).isEqualTo(Status.UP);
            assertThat(data(caches)).containsEntry("queuedInvalidations", 1L);
        }
    }

    @Test
    void whereReadinessIsAskedFor_sickBackendIsDown_untilItIsWell() {
        try (Caches caches =
                builder().property("cachex.health.readiness", "true").buildCaches()) {
            Awaitility.await().until(() -> check(caches).getStatus() == Status.UP);
            fallIll(caches);
            assertThat(check(caches).getStatus()).isEqualTo(Status.DOWN);
            backend.heal();
            Awaitility.await().until(() -> check(caches).getStatus() == Status.UP);
        }
    }

    @Test
    void whatIsNotCachedAtAll_isReadyWhateverTheBackendSuffersFrom() {
        try (Caches caches = builder()
                .property("cachex.health.readiness", "true")
                .property("cachex.enabled", "false")
                .buildCaches()) {
            assertThat(check(caches).getStatus()).isEqualTo(Status.UP);
            assertThat(data(caches)).containsEntry("enabled", false);
        }
    }

    @Test
    void severalParts_areNamed() {
        try (PartedBackend parted = PartedBackend.over(FakeBackend.create(), "one", "two");
                Caches caches = builder().backend(parted).buildCaches()) {
            caches.cache("posts").get(KEY);
            String[] names = caches.health().parts().stream()
                    .map(part -> part.name() + " breaker")
                    .toArray(String[]::new);
            assertThat(names).hasSize(2);
            assertThat(data(caches)).containsKeys(names).doesNotContainKey("breaker");
        }
    }

    @Test
    void withNothingButTheJar_readinessHasIt_andLivenessHasNot() {
        try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            SmallRyeHealthReporter reporter =
                    container.select(SmallRyeHealthReporter.class).get();
            JsonArray ready = checks(reporter.getReadiness());
            assertThat(ready).hasSize(1);
            JsonObject check = ready.getJsonObject(0);
            assertThat(check.getString("name")).isEqualTo("cachex");
            assertThat(check.getString("status")).isEqualTo("UP");
            assertThat(check.getJsonObject("data").getString("backend")).isEqualTo("memory");
            assertThat(checks(reporter.getLiveness())).isEmpty();
            assertThat(checks(reporter.getStartup())).isEmpty();
        }
    }

    private static JsonArray checks(SmallRyeHealth health) {
        return health.getPayload().getJsonArray("checks");
    }
}
