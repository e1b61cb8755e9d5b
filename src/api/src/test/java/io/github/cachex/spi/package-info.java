// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of what extenders share. */
@NullMarked
package io.github.cachex.spi;

import org.jspecify.annotations.NullMarked;
