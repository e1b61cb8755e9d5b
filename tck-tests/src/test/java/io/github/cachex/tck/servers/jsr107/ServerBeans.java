// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers.jsr107;

import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.spi.CDI;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.BeanProvider;

/** The beans of JSR-107's tests in the container of the server. */
@Vetoed
public final class ServerBeans implements BeanProvider {
    /** How often a test was given a bean. */
    static final AtomicInteger GIVEN = new AtomicInteger();

    /** Called by the tests. */
    public ServerBeans() {}

    @Override
    public <T> T getBeanByType(Class<T> type) {
        GIVEN.incrementAndGet();
        return CDI.current().select(type).get();
    }
}
