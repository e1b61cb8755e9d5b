// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Keys of calls: distinct ones never meet, and those that mean the same always do. */
@NullMarked
package io.github.cachex.tck.keys;

import org.jspecify.annotations.NullMarked;
