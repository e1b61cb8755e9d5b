// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What is put off until a transaction commits, on a real transaction manager. */
@NullMarked
package io.github.cachex.tck.transactions;

import org.jspecify.annotations.NullMarked;
