// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The contract of stores, for the tests of their authors: wants JUnit 5 and AssertJ there. */
@NullMarked
package io.github.cachex.backend.cas.tck;

import org.jspecify.annotations.NullMarked;
