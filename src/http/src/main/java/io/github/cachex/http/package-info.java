// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What browsers and web caches may keep of answers that are made of cached values. */
@NullMarked
package io.github.cachex.http;

import org.jspecify.annotations.NullMarked;
