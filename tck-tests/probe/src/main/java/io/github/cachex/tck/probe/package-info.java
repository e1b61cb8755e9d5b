// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What every runtime of the suite is asked; in the application servers it is a library jar of the WAR. */
@NullMarked
package io.github.cachex.tck.probe;

import org.jspecify.annotations.NullMarked;
