// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The documents say what the code says. */
@NullMarked
package io.github.cachex.examples.documents;

import org.jspecify.annotations.NullMarked;
