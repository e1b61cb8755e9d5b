// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What a change in one JVM does to what others read, from Redis and from their own memory. */
@NullMarked
package io.github.cachex.tck.coherence;

import org.jspecify.annotations.NullMarked;
