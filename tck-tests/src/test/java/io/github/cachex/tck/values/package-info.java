// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A catalogue of values, and the proof that each comes back as it was stored, in another JVM as well, or is not stored. */
@NullMarked
package io.github.cachex.tck.values;

import org.jspecify.annotations.NullMarked;
