// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Entries in a table of a database. */
@NullMarked
package io.github.cachex.backend.jdbc;

import org.jspecify.annotations.NullMarked;
