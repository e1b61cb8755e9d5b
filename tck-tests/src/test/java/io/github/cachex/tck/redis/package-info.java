// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** One Redis for the tests of this JVM: what stands between it and a client, and what time does to either. */
@NullMarked
package io.github.cachex.tck.redis;

import org.jspecify.annotations.NullMarked;
