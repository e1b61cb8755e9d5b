// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The threads of an engine: those that load in the background, and one that does things later. */
@NullMarked
package io.github.cachex.core.thread;

import org.jspecify.annotations.NullMarked;
