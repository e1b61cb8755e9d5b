// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What every backend keeps, as tests: a backend's own test class implements these interfaces. */
@NullMarked
package io.github.cachex.tck;

import org.jspecify.annotations.NullMarked;
