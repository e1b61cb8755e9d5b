// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Copies of values for the callers who are given the same one. */
@NullMarked
package io.github.cachex.core.sharing;

import org.jspecify.annotations.NullMarked;
