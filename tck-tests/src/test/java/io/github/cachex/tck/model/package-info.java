// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The models in {@code src/test/promela}: what they are checked for, and what replays them. */
@NullMarked
package io.github.cachex.tck.model;

import org.jspecify.annotations.NullMarked;
