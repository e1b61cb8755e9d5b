// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A backend over any store that can compare and set; its author writes {@link io.github.cachex.backend.cas.CasStore}. */
@NullMarked
package io.github.cachex.backend.cas;

import org.jspecify.annotations.NullMarked;
