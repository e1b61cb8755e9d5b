// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The last good value, when the source is out of order. */
@NullMarked
package io.github.cachex.examples.features.stale;

import org.jspecify.annotations.NullMarked;
