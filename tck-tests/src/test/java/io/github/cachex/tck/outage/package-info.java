// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A Redis that is slow, refuses, hangs, breaks off or does not answer, and a link that is cut. */
@NullMarked
package io.github.cachex.tck.outage;

import org.jspecify.annotations.NullMarked;
