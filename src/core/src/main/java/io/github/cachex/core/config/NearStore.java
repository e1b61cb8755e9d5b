// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

/** As what values are kept in this JVM. */
public enum NearStore {
    /**
     * As the object itself where nobody can change it; else so that each who asks gets a copy of their own, which shares with
     * others what nobody can change. The default.
     */
    AUTO,
    /** As the object itself, which all who ask share. */
    REFERENCE,
    /** As bytes, of which each who asks gets a copy of their own. */
    BYTES
}
