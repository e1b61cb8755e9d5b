// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Puts the rooms together: the caches of one application over one backend. */
@NullMarked
package io.github.cachex.core.engine;

import org.jspecify.annotations.NullMarked;
