// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** One load for however many ask: threads of one JVM, and JVMs of a cluster. */
@NullMarked
package io.github.cachex.tck.stampede;

import org.jspecify.annotations.NullMarked;
