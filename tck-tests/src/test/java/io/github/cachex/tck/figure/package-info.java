// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Figures that the build prints, and how often a round is run for them. */
@NullMarked
package io.github.cachex.tck.figure;

import org.jspecify.annotations.NullMarked;
