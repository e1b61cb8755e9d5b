// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexFetch;
import jakarta.enterprise.context.ApplicationScoped;

/** A bean that nothing is wrong with. */
@ApplicationScoped
class Right {
    @CachexFetch(cache = "posts", key = "{0}")
    String find(String id) {
        return id;
    }
}
