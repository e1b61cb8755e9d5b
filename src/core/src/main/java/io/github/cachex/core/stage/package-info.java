// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What the stages of a fetch share: the interface that they implement, the call that passes through them, and what they end with. */
@NullMarked
package io.github.cachex.core.stage;

import org.jspecify.annotations.NullMarked;
