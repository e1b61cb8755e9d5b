// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of what users see. */
@NullMarked
package io.github.cachex;

import org.jspecify.annotations.NullMarked;
