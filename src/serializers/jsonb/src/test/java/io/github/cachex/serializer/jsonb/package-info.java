// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of the JSON-B serializer, with Yasson. */
@NullMarked
package io.github.cachex.serializer.jsonb;

import org.jspecify.annotations.NullMarked;
