// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of ids. */
@NullMarked
package io.github.cachex.core.key;

import org.jspecify.annotations.NullMarked;
