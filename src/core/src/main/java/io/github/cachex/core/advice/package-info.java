// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What the figures of a cache suggest to change. */
@NullMarked
package io.github.cachex.core.advice;

import org.jspecify.annotations.NullMarked;
