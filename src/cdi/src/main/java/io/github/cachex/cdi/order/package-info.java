// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** The order of interceptors: what comes before the cache, and what may come after it. */
@org.jspecify.annotations.NullMarked
package io.github.cachex.cdi.order;
