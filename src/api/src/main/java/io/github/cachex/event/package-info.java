// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What happens inside a cache, one record per kind. Events carry keys, never values or credentials. */
@NullMarked
package io.github.cachex.event;

import org.jspecify.annotations.NullMarked;
