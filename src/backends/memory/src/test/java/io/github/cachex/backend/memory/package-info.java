// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The memory backend, tested. */
@NullMarked
package io.github.cachex.backend.memory;

import org.jspecify.annotations.NullMarked;
