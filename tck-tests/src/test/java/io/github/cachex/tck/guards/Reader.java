// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.guards;

import io.github.cachex.CachexFetch;

/** A bean that keeps what only some may see. */
public abstract class Reader {
    /** Returns what belongs to {@code id}. */
    @CachexFetch(key = "{0}")
    public String find(String id) {
        return "of " + id;
    }
}
