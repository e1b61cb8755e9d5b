// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What applications import: annotations, {@link io.github.cachex.CacheHandler}, keys and options. */
@NullMarked
package io.github.cachex;

import org.jspecify.annotations.NullMarked;
