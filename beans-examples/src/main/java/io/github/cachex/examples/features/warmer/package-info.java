// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A bean that names what to load when the application starts. */
@NullMarked
package io.github.cachex.examples.features.warmer;

import org.jspecify.annotations.NullMarked;
