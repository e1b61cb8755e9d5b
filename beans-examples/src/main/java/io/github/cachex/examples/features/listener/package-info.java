// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A bean that hears what the caches do. */
@NullMarked
package io.github.cachex.examples.features.listener;

import org.jspecify.annotations.NullMarked;
