// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The backend in memcached, by its meta commands. */
@NullMarked
package io.github.cachex.backend.memcached;

import org.jspecify.annotations.NullMarked;
