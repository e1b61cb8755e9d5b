// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** One loader per key in the cluster: leases, waiting for another's, renewal. */
@NullMarked
package io.github.cachex.core.lease;

import org.jspecify.annotations.NullMarked;
