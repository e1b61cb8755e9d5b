// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Counting in the whole cluster. */
@NullMarked
package io.github.cachex.examples.features.counter;

import org.jspecify.annotations.NullMarked;
