// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** All caches of an application at once. */
@NullMarked
package io.github.cachex.examples.features.all;

import org.jspecify.annotations.NullMarked;
