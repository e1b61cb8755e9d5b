// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A method whose key is made from its arguments. */
@NullMarked
package io.github.cachex.examples.features.generated;

import org.jspecify.annotations.NullMarked;
