// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Entries that are invalidated together. */
@NullMarked
package io.github.cachex.examples.features.tags;

import org.jspecify.annotations.NullMarked;
