// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

/** What becomes of values kept in this JVM while the backend is down and nobody can tell whether they still hold. */
public enum NearOutage {
    /** They are served, up to their near ttl. The default. */
    SERVE,
    /** They are not. */
    DISTRUST
}
