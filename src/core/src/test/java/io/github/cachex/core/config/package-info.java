// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of the configuration. */
@NullMarked
package io.github.cachex.core.config;

import org.jspecify.annotations.NullMarked;
