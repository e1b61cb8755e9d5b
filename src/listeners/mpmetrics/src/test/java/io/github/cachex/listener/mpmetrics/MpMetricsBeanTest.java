// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.mpmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheKey;
import io.github.cachex.Caches;
import io.github.cachex.cdi.bootstrap.CachexExtension;
import io.smallrye.metrics.SharedMetricRegistries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.Test;

/** The module's bean in an application with CDI. */
class MpMetricsBeanTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);

    private static SeContainer container(Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new CachexExtension())
                .addBeanClasses(MpMetricsBean.class)
                .addBeanClasses(beans)
                .initialize();
    }

    @Test
    void cachesOfAnApplication_areExportedUntilItEnds() throws Exception {
        try (SeContainer container = container(Registry.class)) {
            container.select(Caches.class).get().cache("posts").get(KEY);
            assertThat(Exported.now().value("cachex_cache_requests_total{cache=\"posts\",result=\"miss\"}"))
                    .contains(1.0);
        }
        assertThat(Exported.now().series()).isEmpty();
    }

    @Test
    void withoutAnImplementation_theApplicationStartsAllTheSame() {
        try (SeContainer container = container()) {
            assertThat(container.select(Caches.class).get().cache("posts").get(KEY))
                    .isEmpty();
            assertThat(container.select(MetricRegistry.class).isUnsatisfied()).isTrue();
        }
    }

    /** What a server produces. */
    @ApplicationScoped
    public static class Registry {
        /** Returns the registry of the application. */
        @Produces
        public MetricRegistry registry() {
            return SharedMetricRegistries.getOrCreate(MetricRegistry.APPLICATION_SCOPE);
        }
    }
}
