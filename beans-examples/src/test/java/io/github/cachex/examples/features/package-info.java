// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What the tests of the examples have in common. */
@NullMarked
package io.github.cachex.examples.features;

import org.jspecify.annotations.NullMarked;
