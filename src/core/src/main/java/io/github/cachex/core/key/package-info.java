// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Checks ids, and makes them from the arguments of annotated methods. */
@NullMarked
package io.github.cachex.core.key;

import org.jspecify.annotations.NullMarked;
