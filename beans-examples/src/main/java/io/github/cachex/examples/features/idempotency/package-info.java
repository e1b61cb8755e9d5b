// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Something that must happen once in the whole cluster. */
@NullMarked
package io.github.cachex.examples.features.idempotency;

import org.jspecify.annotations.NullMarked;
