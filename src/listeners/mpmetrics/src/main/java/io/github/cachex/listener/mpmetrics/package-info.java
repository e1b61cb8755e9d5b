// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Metrics of each cache, by MicroProfile Metrics. */
@NullMarked
package io.github.cachex.listener.mpmetrics;

import org.jspecify.annotations.NullMarked;
