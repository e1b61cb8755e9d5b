// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A key generator of one's own. */
@NullMarked
package io.github.cachex.examples.features.keys;

import org.jspecify.annotations.NullMarked;
