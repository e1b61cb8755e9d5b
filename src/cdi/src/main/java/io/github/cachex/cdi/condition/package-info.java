// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Conditions of annotated methods: read once, asked for each call. */
@NullMarked
package io.github.cachex.cdi.condition;

import org.jspecify.annotations.NullMarked;
