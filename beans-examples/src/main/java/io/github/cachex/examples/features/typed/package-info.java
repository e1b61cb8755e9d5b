// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A view of a cache for values of one type, by plain ids. */
@NullMarked
package io.github.cachex.examples.features.typed;

import org.jspecify.annotations.NullMarked;
