// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Loads that steer how their value is stored. */
@NullMarked
package io.github.cachex.examples.features.context;

import org.jspecify.annotations.NullMarked;
