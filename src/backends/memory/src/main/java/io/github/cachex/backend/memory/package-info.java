// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Entries in the memory of this JVM, bounded by number and bytes, with leases among its threads. */
@NullMarked
package io.github.cachex.backend.memory;

import org.jspecify.annotations.NullMarked;
