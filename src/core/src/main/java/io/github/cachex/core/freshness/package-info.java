// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Bounds how long callers wait, and loads again before values end. */
@NullMarked
package io.github.cachex.core.freshness;

import org.jspecify.annotations.NullMarked;
