// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Running time, read cheaply, and jitter. */
@NullMarked
package io.github.cachex.core.time;

import org.jspecify.annotations.NullMarked;
