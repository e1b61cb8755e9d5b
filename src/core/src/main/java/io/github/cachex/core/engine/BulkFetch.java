// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

/** Fetches several keys at once. Thread-safe. */
final class BulkFetch {}
