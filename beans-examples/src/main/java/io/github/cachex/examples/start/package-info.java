// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Starts the web example: a Redis, and two nodes of a server. */
@NullMarked
package io.github.cachex.examples.start;

import org.jspecify.annotations.NullMarked;
