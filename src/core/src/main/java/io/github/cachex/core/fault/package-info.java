// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What handed-in code may do to an operation: throw anything, and use up the stack. */
@NullMarked
package io.github.cachex.core.fault;

import org.jspecify.annotations.NullMarked;
