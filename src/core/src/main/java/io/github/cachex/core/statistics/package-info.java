// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What caches count: calls, times, bytes, and the keys that are asked for most. */
@NullMarked
package io.github.cachex.core.statistics;

import org.jspecify.annotations.NullMarked;
