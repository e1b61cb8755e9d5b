// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A method after which a key is invalidated. */
@NullMarked
package io.github.cachex.examples.features.invalidate;

import org.jspecify.annotations.NullMarked;
