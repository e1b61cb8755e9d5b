// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The stored entry: how a value becomes bytes with a header, and when bytes are refused. */
@NullMarked
package io.github.cachex.core.entry;

import org.jspecify.annotations.NullMarked;
