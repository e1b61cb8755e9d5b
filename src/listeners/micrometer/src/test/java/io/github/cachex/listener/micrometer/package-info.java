// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of the listener beside them. */
@NullMarked
package io.github.cachex.listener.micrometer;

import org.jspecify.annotations.NullMarked;
