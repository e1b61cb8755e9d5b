// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Clocks, fakes and barriers for tests of applications and of whatever extends Cachex. */
@NullMarked
package io.github.cachex.testkit;

import org.jspecify.annotations.NullMarked;
