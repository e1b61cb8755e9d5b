// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What one caller is promised by a fetch, an explicit operation and an annotated method over Redis. */
@NullMarked
package io.github.cachex.tck.calls;

import org.jspecify.annotations.NullMarked;
