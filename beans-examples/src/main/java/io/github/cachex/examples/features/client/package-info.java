// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A Jedis client of the application's own, as a bean. */
@NullMarked
package io.github.cachex.examples.features.client;

import org.jspecify.annotations.NullMarked;
