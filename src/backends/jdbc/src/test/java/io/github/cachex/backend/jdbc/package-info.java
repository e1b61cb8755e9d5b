// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of the backend over JDBC. */
@NullMarked
package io.github.cachex.backend.jdbc;

import org.jspecify.annotations.NullMarked;
