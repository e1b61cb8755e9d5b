// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What Cachex throws. Everything extends {@link io.github.cachex.error.CachexException}. */
@NullMarked
package io.github.cachex.error;

import org.jspecify.annotations.NullMarked;
