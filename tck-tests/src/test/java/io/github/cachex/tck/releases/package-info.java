// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Releases of one application side by side, whose classes differ. */
@NullMarked
package io.github.cachex.tck.releases;

import org.jspecify.annotations.NullMarked;
