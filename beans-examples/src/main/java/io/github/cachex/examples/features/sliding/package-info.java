// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Entries that live as long as they are used. */
@NullMarked
package io.github.cachex.examples.features.sliding;

import org.jspecify.annotations.NullMarked;
