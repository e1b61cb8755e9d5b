// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** One loader per key in this JVM: the others wait for its result. */
@NullMarked
package io.github.cachex.core.flight;

import org.jspecify.annotations.NullMarked;
