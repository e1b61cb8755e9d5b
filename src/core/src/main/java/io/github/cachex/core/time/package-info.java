// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Jitter and the scheduler. */
@NullMarked
package io.github.cachex.core.time;

import org.jspecify.annotations.NullMarked;
