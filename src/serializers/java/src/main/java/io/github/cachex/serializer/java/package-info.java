// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Values by Java serialization, behind a list of allowed classes. */
@NullMarked
package io.github.cachex.serializer.java;

import org.jspecify.annotations.NullMarked;
