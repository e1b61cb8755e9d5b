// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The example WAR on real servers, all over one Redis. */
@NullMarked
package io.github.cachex.tck.servers;

import org.jspecify.annotations.NullMarked;
