// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Guards before and after the cache, put there in every way that containers know. */
@NullMarked
package io.github.cachex.tck.guards;

import org.jspecify.annotations.NullMarked;
