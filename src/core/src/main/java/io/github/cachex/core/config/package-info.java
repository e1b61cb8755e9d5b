// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** One registry of configuration keys, and the immutable settings read from it. */
@NullMarked
package io.github.cachex.core.config;

import org.jspecify.annotations.NullMarked;
