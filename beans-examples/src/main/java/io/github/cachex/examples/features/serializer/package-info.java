// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A serializer of one's own. */
@NullMarked
package io.github.cachex.examples.features.serializer;

import org.jspecify.annotations.NullMarked;
