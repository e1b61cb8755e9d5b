// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What becomes of callers when code that the application hands in throws, or the stack is at its end. */
@NullMarked
package io.github.cachex.tck.faults;

import org.jspecify.annotations.NullMarked;
