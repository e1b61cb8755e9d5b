// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.namespaces;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The tenant of a request, which a filter sets. */
@RequestScoped
public class CurrentTenant {
    private @Nullable String name;

    public @Nullable String name() {
        return name;
    }

    public void is(String tenant) {
        name = tenant;
    }
}
