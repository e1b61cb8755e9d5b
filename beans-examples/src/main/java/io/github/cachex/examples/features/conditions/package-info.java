// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Calls, and values, that are not cached. */
@NullMarked
package io.github.cachex.examples.features.conditions;

import org.jspecify.annotations.NullMarked;
