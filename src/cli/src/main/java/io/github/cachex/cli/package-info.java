// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The command line: looks at what lies in a store, and changes it as an application would. */
@NullMarked
package io.github.cachex.cli;

import org.jspecify.annotations.NullMarked;
