// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanContainer;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.util.HashSet;
import java.util.Set;

/**
 * The container as the application's own classes see it. A library that is no bean archive does not see the application's
 * beans on every server: Payara shows it the server's alone.
 */
final class ApplicationContainer {
    private ApplicationContainer() {}

    /** Returns {@code own} if it shows all of {@code beans}. Otherwise, the container of the application that is deployed. */
    static BeanManager thatShows(Set<Class<?>> beans, BeanManager own) {
        Set<Class<?>> shown = new HashSet<>();
        for (Bean<?> bean : own.getBeans(Object.class, Any.Literal.INSTANCE)) {
            shown.add(bean.getBeanClass());
        }
        if (shown.containsAll(beans)) {
            return own;
        }
        try {
            return CDI.current().getBeanManager();
        } catch (IllegalStateException e) {
            // Not every container knows which one it is before it has started.
            return own;
        }
    }

    /** Returns the one that the portable extension has found. Where it did not run, nothing is hidden. */
    static BeanContainer seenBy(Instance<Object> own) {
        Instance<CachexExtension> extension = own.select(CachexExtension.class);
        return extension.isResolvable()
                ? extension.get().container()
                : own.select(BeanContainer.class).get();
    }
}
