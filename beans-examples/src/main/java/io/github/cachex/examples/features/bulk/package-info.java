// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Many values at once. */
@NullMarked
package io.github.cachex.examples.features.bulk;

import org.jspecify.annotations.NullMarked;
