// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Guards that lie in another archive than the beans that they guard. */
@NullMarked
package io.github.cachex.tck.guards.other;

import org.jspecify.annotations.NullMarked;
