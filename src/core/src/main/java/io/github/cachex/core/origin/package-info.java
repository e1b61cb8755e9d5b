// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Both ends of a fetch: reading the backend, and running the loader. */
@NullMarked
package io.github.cachex.core.origin;

import org.jspecify.annotations.NullMarked;
