// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Loads that ask their source whether anything has changed. */
@NullMarked
package io.github.cachex.examples.features.conditional;

import org.jspecify.annotations.NullMarked;
