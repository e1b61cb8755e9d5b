// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Answers that say there is nothing. */
@NullMarked
package io.github.cachex.examples.features.nulls;

import org.jspecify.annotations.NullMarked;
