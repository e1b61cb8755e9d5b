// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

/** What is cached: which load made it. */
public record Fact(String key, int load) {}
