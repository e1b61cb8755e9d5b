// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of the example beside them. */
@NullMarked
package io.github.cachex.examples.features.composed;

import org.jspecify.annotations.NullMarked;
