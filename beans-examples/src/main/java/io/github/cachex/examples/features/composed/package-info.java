// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Annotations of an application's own that carry those of Cachex. */
@NullMarked
package io.github.cachex.examples.features.composed;

import org.jspecify.annotations.NullMarked;
