// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What must not be deployed. */
@NullMarked
package io.github.cachex.tck.servers.wrong;

import org.jspecify.annotations.NullMarked;
