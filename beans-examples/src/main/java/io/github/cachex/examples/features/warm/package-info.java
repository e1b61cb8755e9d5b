// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** An annotated method that is warmed when the application starts. */
@NullMarked
package io.github.cachex.examples.features.warm;

import org.jspecify.annotations.NullMarked;
