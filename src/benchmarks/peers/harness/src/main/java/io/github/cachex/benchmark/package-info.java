// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** How Cachex and its peers are measured beside each other: the lines, the entries, the floors and the races. */
@NullMarked
package io.github.cachex.benchmark;

import org.jspecify.annotations.NullMarked;
