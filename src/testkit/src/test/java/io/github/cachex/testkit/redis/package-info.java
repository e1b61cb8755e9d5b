// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The servers for tests, tested. */
@NullMarked
package io.github.cachex.testkit.redis;

import org.jspecify.annotations.NullMarked;
