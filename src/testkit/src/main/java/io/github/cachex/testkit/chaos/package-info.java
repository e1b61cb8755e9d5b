// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A backend that goes wrong at random, and the same each time. */
@NullMarked
package io.github.cachex.testkit.chaos;

import org.jspecify.annotations.NullMarked;
