// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What web caches before the application are told of changes. */
@NullMarked
package io.github.cachex.core.purge;

import org.jspecify.annotations.NullMarked;
