// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Keeps a sick backend from slowing anyone down, and notices when it is well again. */
@NullMarked
package io.github.cachex.core.breaker;

import org.jspecify.annotations.NullMarked;
