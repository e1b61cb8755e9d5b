// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of the backend in files. */
@NullMarked
package io.github.cachex.backend.file;

import org.jspecify.annotations.NullMarked;
