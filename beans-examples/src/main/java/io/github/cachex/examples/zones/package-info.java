// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The application that a newcomer runs: several JVMs, one slow database, and Cachex with Redis between them. */
@NullMarked
package io.github.cachex.examples.zones;

import org.jspecify.annotations.NullMarked;
