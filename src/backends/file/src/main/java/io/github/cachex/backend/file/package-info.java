// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Entries in files that the JVMs of one host share. */
@NullMarked
package io.github.cachex.backend.file;

import org.jspecify.annotations.NullMarked;
