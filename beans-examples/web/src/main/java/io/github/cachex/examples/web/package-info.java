// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** A shop whose page shows what its cache does, and lets one make life hard for it. */
@NullMarked
package io.github.cachex.examples.web;

import org.jspecify.annotations.NullMarked;
