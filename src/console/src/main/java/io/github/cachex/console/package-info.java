// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The console: a page below the application's REST path that shows what its caches do, and invalidates. */
@NullMarked
package io.github.cachex.console;

import org.jspecify.annotations.NullMarked;
