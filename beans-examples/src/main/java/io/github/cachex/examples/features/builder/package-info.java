// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Cachex without CDI. */
@NullMarked
package io.github.cachex.examples.features.builder;

import org.jspecify.annotations.NullMarked;
