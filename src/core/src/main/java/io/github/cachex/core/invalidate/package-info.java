// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What is heard of invalidations, handed to everything in this JVM that holds on to values. */
@NullMarked
package io.github.cachex.core.invalidate;

import org.jspecify.annotations.NullMarked;
