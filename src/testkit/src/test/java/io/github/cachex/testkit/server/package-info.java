// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of the servers, each of which is started. */
@NullMarked
package io.github.cachex.testkit.server;

import org.jspecify.annotations.NullMarked;
