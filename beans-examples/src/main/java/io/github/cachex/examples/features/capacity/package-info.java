// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What an entry costs a Redis. */
@NullMarked
package io.github.cachex.examples.features.capacity;

import org.jspecify.annotations.NullMarked;
