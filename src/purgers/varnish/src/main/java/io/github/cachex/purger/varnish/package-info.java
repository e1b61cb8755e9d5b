// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Purges every Varnish before an application of what its caches invalidate. */
@NullMarked
package io.github.cachex.purger.varnish;

import org.jspecify.annotations.NullMarked;
