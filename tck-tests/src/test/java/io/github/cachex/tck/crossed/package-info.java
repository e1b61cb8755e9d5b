// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Settings, ways of calling and backends crossed with each other: the value and the number of loads in each combination. */
@NullMarked
package io.github.cachex.tck.crossed;

import org.jspecify.annotations.NullMarked;
