// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What the examples have in common: posts, and the slow store that keeps them. Each feature has a package of its own. */
@NullMarked
package io.github.cachex.examples.features;

import org.jspecify.annotations.NullMarked;
