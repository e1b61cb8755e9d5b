// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A method whose result is cached under a key from a template. */
@NullMarked
package io.github.cachex.examples.features.fetch;

import org.jspecify.annotations.NullMarked;
