// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** How many bytecodes of ours an operation executes: a figure of its cost that no machine, and no compiler, changes. */
@NullMarked
package io.github.cachex.tck.bytecode;

import org.jspecify.annotations.NullMarked;
