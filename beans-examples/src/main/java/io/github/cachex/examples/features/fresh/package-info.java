// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Values that are never waited for long. */
@NullMarked
package io.github.cachex.examples.features.fresh;

import org.jspecify.annotations.NullMarked;
