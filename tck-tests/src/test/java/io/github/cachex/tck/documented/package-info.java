// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What the documents show of libraries that Cachex does not bring along. */
package io.github.cachex.tck.documented;
