// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.documented;

import static io.github.cachex.testkit.assertion.CachexAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import io.github.cachex.cdi.bootstrap.CachexExtension;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.ManualClock;
import io.github.cachex.testkit.junit.CachexTest;
import io.github.cachex.testkit.junit.CachexTestBeans;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;

// snippet: weld
@CachexTest // above what starts the container, which has its backend and settings then
@EnableWeld
class PricesWithWeldTest {
    @WeldSetup
    WeldInitiator weld = WeldInitiator.of(new Weld()
            .disableDiscovery()
            .addExtensions(CachexExtension.class)
            .addBeanClasses(Prices.class, CachexTestBeans.class));

    @Inject
    Prices prices;

    @Inject
    @Cachex("prices")
    CacheHandler cache;

    @Inject
    ManualClock clock;

    @Inject
    FaultyBackend faults;

    @Test
    void afterTheTtl_thePriceIsAskedForAgain() {
        assertEquals("tea costs 1", prices.of("tea"));
        assertThat(cache).loadedOnce("price:tea").isStored("price:tea");

        clock.advance(Duration.ofMinutes(6));

        assertEquals("tea costs 2", prices.of("tea"));
    }

    @Test
    void backendFails_thePriceIsThere() {
        faults.fail();
        assertEquals("tea costs 1", prices.of("tea"));
    }
}
// end
