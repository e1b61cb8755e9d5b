// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Values kept in this JVM, and when they may be served. */
@NullMarked
package io.github.cachex.core.near;

import org.jspecify.annotations.NullMarked;
