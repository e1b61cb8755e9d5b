// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What caches and nodes count, and tell whoever asks. */
@NullMarked
package io.github.cachex.tck.statistics;

import org.jspecify.annotations.NullMarked;
