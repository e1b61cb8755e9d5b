// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Several JVM processes over one Redis. A {@link io.github.cachex.tck.process.Worker} is a JVM that the
 * tests order about line by line; a {@link io.github.cachex.tck.process.Source} is what the caches stand before, and counts
 * its own loads.
 */
@NullMarked
package io.github.cachex.tck.process;

import org.jspecify.annotations.NullMarked;
