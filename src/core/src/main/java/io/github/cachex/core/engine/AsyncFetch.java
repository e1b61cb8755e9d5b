// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

/** Fetches without keeping the caller waiting. Thread-safe. */
final class AsyncFetch {}
