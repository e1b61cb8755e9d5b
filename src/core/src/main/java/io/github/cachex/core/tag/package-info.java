// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Invalidations by tag, pattern and clear: marks with epochs, mirrored in each JVM. */
@NullMarked
package io.github.cachex.core.tag;

import org.jspecify.annotations.NullMarked;
