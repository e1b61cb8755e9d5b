// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The promises over a Redis in each of the modes in which it is run. */
@NullMarked
package io.github.cachex.tck.modes;

import org.jspecify.annotations.NullMarked;
