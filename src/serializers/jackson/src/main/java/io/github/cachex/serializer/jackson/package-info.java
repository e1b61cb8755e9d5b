// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Values as JSON by Jackson. */
@NullMarked
package io.github.cachex.serializer.jackson;

import org.jspecify.annotations.NullMarked;
