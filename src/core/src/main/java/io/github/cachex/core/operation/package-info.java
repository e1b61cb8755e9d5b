// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What can be done with the entries of one cache, each operation by itself: reads, fetches of one key or many, writes, and invalidations
 * by key or by group. Operations are told in whose name they work and put nothing off: namespaces come in as arguments, and of
 * transactions they know nothing.
 */
@NullMarked
package io.github.cachex.core.operation;

import org.jspecify.annotations.NullMarked;
