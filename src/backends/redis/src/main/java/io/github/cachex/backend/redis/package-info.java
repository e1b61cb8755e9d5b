// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Entries and leases in Redis, through Jedis. */
@NullMarked
package io.github.cachex.backend.redis;

import org.jspecify.annotations.NullMarked;
