// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Methods that answer later. */
@NullMarked
package io.github.cachex.examples.features.async;

import org.jspecify.annotations.NullMarked;
