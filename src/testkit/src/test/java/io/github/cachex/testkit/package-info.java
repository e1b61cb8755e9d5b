// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The test kit, tested with itself. */
@NullMarked
package io.github.cachex.testkit;

import org.jspecify.annotations.NullMarked;
