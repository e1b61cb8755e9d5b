// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** How the backend of the caches is, for MicroProfile Health. */
@NullMarked
package io.github.cachex.listener.health;

import org.jspecify.annotations.NullMarked;
