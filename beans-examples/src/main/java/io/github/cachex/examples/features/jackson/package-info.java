// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Jackson with a mapper of one's own. */
@NullMarked
package io.github.cachex.examples.features.jackson;

import org.jspecify.annotations.NullMarked;
