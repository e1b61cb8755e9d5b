// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** How often a round is run for the figures that the build prints. */
@NullMarked
package io.github.cachex.tck.figure;

import org.jspecify.annotations.NullMarked;
