// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What comes before the cache and behind it. */
@NullMarked
package io.github.cachex.cdi.order;

import org.jspecify.annotations.NullMarked;
