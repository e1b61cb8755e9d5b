// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Annotations of JSR-107 in containers. */
@NullMarked
package io.github.cachex.jcache;

import org.jspecify.annotations.NullMarked;
