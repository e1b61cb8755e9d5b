// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import io.github.cachex.error.CacheConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Stops the deployment where {@link CachexHttp} is used wrongly. Called by the CDI container. */
public class CachexHttpExtension implements Extension {
    private final Set<String> problems = new TreeSet<>();

    void look(@Observes @WithAnnotations(CachexHttp.class) ProcessAnnotatedType<?> found) {
        Class<?> type = found.getAnnotatedType().getJavaClass();
        if (!CachexHttpFilter.class.isAssignableFrom(type)) {
            problems.addAll(ResourceCheck.problems(type));
        }
    }

    void report(@Observes AfterBeanDiscovery discovered) {
        if (!problems.isEmpty()) {
            discovered.addDefinitionError(new CacheConfigurationException(List.copyOf(problems)));
        }
    }
}
