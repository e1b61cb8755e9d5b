// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A backend of the application's own. */
@NullMarked
package io.github.cachex.examples.features.backend;

import org.jspecify.annotations.NullMarked;
