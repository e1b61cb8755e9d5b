// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of the serializer beside them. */
@NullMarked
package io.github.cachex.serializer.java;

import org.jspecify.annotations.NullMarked;
