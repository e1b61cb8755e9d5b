// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What is left after a close, and what grows in a long life. */
@NullMarked
package io.github.cachex.tck.lifecycle;

import org.jspecify.annotations.NullMarked;
