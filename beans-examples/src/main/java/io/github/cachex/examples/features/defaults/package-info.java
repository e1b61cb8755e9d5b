// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Settings for all annotated methods of a class. */
@NullMarked
package io.github.cachex.examples.features.defaults;

import org.jspecify.annotations.NullMarked;
