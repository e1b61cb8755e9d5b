// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** JUnit 5: a test is given clock, faults, events and caches. */
@NullMarked
package io.github.cachex.testkit.junit;

import org.jspecify.annotations.NullMarked;
