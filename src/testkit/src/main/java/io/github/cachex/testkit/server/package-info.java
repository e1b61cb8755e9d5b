// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Servers other than Redis, which tests start as processes on the loopback address. */
@NullMarked
package io.github.cachex.testkit.server;

import org.jspecify.annotations.NullMarked;
