// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.namespaces;

import io.github.cachex.spi.NamespaceResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

// snippet: namespaces
/** Keeps the tenants apart: every key, tag, pattern and clear is the tenant's own. */
@ApplicationScoped
public class Tenants implements NamespaceResolver {
    @Inject
    CurrentTenant tenant;

    @Override
    public @Nullable String namespace() {
        try {
            return tenant.name();
        } catch (ContextNotActiveException e) {
            return null; // no request: what is cached here belongs to no tenant
        }
    }
}
// end
