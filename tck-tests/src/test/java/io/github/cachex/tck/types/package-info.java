// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Methods of every return type, cached in every way. */
@NullMarked
package io.github.cachex.tck.types;

import org.jspecify.annotations.NullMarked;
