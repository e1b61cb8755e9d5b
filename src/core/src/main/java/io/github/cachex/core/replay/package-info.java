// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What a sick backend could not be told, kept until it can. */
@NullMarked
package io.github.cachex.core.replay;

import org.jspecify.annotations.NullMarked;
