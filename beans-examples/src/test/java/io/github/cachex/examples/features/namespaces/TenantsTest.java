// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.namespaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

class TenantsTest {
    /** Requests of several tenants. */
    @ApplicationScoped
    public static class Requests {
        @Inject
        CurrentTenant tenant;

        @Inject
        Prices prices;

        @ActivateRequestContext
        String price(String of) {
            tenant.is(of);
            return prices.of("tea");
        }

        @ActivateRequestContext
        void change(String of) {
            tenant.is(of);
            prices.change();
        }
    }

    @Test
    void eachTenant_hasItsOwnPrices() {
        try (Deployment deployment = Deployment.of(Tenants.class, CurrentTenant.class, Prices.class, Requests.class)) {
            Requests requests = deployment.get(Requests.class);
            assertThat(requests.price("acme")).isEqualTo("tea costs acme 1");
            assertThat(requests.price("globex")).isEqualTo("tea costs globex 2");
            assertThat(requests.price("acme")).isEqualTo("tea costs acme 1");
            requests.change("acme");
            assertThat(requests.price("acme")).isEqualTo("tea costs acme 3");
            assertThat(requests.price("globex")).isEqualTo("tea costs globex 2");
        }
    }

    @Test
    void withoutARequest_valuesAreNobodys() {
        try (Deployment deployment = Deployment.of(Tenants.class, CurrentTenant.class, Prices.class, Requests.class)) {
            Prices prices = deployment.get(Prices.class);
            assertThat(prices.of("tea")).isEqualTo("tea costs  1");
            assertThat(deployment.get(Requests.class).price("acme")).isEqualTo("tea costs acme 2");
            assertThat(prices.of("tea")).isEqualTo("tea costs  1");
        }
    }
}
