// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Applications that must not start, and what they say. */
@NullMarked
package io.github.cachex.tck.deployment;

import org.jspecify.annotations.NullMarked;
