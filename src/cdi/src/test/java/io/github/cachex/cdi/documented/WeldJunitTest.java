// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.documented;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import io.github.cachex.cdi.bootstrap.CachexExtension;
import jakarta.inject.Inject;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;

// snippet: weld
@EnableWeld
class WeldJunitTest {
    @WeldSetup
    WeldInitiator weld = WeldInitiator.of(
            new Weld().disableDiscovery().addExtensions(CachexExtension.class).addBeanClasses(Prices.class));

    @Inject
    Prices prices;

    @Inject
    @Cachex("prices")
    CacheHandler cache; // cannot be injected unless Cachex is on

    @Test
    void invalidatedPrice_isAskedForAgain() {
        assertThat(prices.of("tea")).isEqualTo("tea costs 1");
        cache.invalidate("price:tea");
        assertThat(prices.of("tea")).isEqualTo("tea costs 2");
        assertThat(cache.stats().loads()).isEqualTo(2);
    }
}
// end
