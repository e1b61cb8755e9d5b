// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Metrics of each cache, by Micrometer. */
@NullMarked
package io.github.cachex.listener.micrometer;

import org.jspecify.annotations.NullMarked;
