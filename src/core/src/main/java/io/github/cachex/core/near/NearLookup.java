// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.near;

/** The answer of a look at what this JVM keeps: a {@link NearHit}, or a miss that knows what its fetch needs. */
public interface NearLookup {}
