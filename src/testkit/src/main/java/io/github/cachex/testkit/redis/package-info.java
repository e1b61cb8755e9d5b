// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A real Redis for tests. Needs {@code com.github.codemonstur:embedded-redis} or {@code org.testcontainers:testcontainers}
 * on the test class path, or a {@code redis-server} on the PATH.
 */
@NullMarked
package io.github.cachex.testkit.redis;

import org.jspecify.annotations.NullMarked;
