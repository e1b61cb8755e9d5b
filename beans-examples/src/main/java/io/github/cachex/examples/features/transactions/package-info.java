// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A method that changes posts in a transaction. */
@NullMarked
package io.github.cachex.examples.features.transactions;

import org.jspecify.annotations.NullMarked;
