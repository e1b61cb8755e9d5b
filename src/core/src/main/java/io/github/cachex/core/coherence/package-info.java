// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What tells whether a value in this JVM still holds: the link's state, the versions of keys, and who is told of invalidations. */
@NullMarked
package io.github.cachex.core.coherence;

import org.jspecify.annotations.NullMarked;
