// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A small application that every runtime gets: over JAX-RS where there is some, else over the JDK's HTTP server. */
@NullMarked
package io.github.cachex.tck.probe;

import org.jspecify.annotations.NullMarked;
