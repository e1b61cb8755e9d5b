// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What extenders implement: backends, serializers, key generators, listeners. */
@NullMarked
package io.github.cachex.spi;

import org.jspecify.annotations.NullMarked;
