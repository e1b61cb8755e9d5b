// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The caches of an application as MBeans: their figures to read, their entries to invalidate. */
@NullMarked
package io.github.cachex.core.jmx;

import org.jspecify.annotations.NullMarked;
