// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Values as JSON, by whichever JSON-B implementation is there. */
@NullMarked
package io.github.cachex.serializer.jsonb;

import org.jspecify.annotations.NullMarked;
