// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The promises over the backends beside Redis, in several processes over servers that are started. */
@NullMarked
package io.github.cachex.tck.backends;

import org.jspecify.annotations.NullMarked;
