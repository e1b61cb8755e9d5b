// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The Redis backend, tested on a real Redis. */
@NullMarked
package io.github.cachex.backend.redis;

import org.jspecify.annotations.NullMarked;
