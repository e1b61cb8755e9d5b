// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What goes into an application that runs JSR-107's tests of its annotations inside of a server. */
@NullMarked
package io.github.cachex.tck.servers.jsr107;

import org.jspecify.annotations.NullMarked;
