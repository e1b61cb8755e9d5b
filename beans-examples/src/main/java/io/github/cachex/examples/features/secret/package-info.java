// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Values that nobody reads but this application. */
@NullMarked
package io.github.cachex.examples.features.secret;

import org.jspecify.annotations.NullMarked;
