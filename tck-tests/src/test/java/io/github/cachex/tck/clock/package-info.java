// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Clocks that are set while JVMs of a cluster agree on leases and lifetimes. */
@NullMarked
package io.github.cachex.tck.clock;

import org.jspecify.annotations.NullMarked;
