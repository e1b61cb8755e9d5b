// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A backend of an engine with all that looks after it alone: breakers, links, queue, threads. */
@NullMarked
package io.github.cachex.core.lane;

import org.jspecify.annotations.NullMarked;
