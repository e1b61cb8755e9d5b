// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Methods that store what they return, or what they are given. */
@NullMarked
package io.github.cachex.examples.features.put;

import org.jspecify.annotations.NullMarked;
