// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** An application with the console, whose users log in by Jakarta Security. */
@NullMarked
package io.github.cachex.tck.console;

import org.jspecify.annotations.NullMarked;
