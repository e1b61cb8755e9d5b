// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What the engine knows of transactions: that there is one, and how it ended. */
@NullMarked
package io.github.cachex.core.transaction;

import org.jspecify.annotations.NullMarked;
