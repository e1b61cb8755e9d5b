// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Servers in processes of their own, for the web example and for tests. */
@NullMarked
package io.github.cachex.examples.servers;

import org.jspecify.annotations.NullMarked;
