// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A veto over what is stored. */
@NullMarked
package io.github.cachex.examples.features.storeif;

import org.jspecify.annotations.NullMarked;
