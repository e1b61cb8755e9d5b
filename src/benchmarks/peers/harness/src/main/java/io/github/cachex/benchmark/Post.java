// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark;

import java.io.Serializable;

/** A small entry. */
public record Post(long id, String title, boolean published) implements Serializable {
    /** Returns one. */
    public static Post of(long id) {
        return new Post(id, "what a cache is for", true);
    }
}
