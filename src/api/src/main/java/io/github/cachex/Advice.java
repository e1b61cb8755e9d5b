// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

/**
 * What the figures of a cache suggest to change, as far as this JVM knows them. Nothing is wrong yet: what is, is an error or a warning.
 *
 * @param kind what it is about, in one word for programs: {@code costs-more-than-it-saves}, {@code ttl-below-reads}, {@code hot-key},
 *     {@code near-full}, {@code large-values}, {@code warm-up-unread} or {@code tags-unused}; there may be more in later releases
 * @param cache the cache
 * @param text what was found, and what could be done; a hot key is named in it, no value is
 */
public record Advice(String kind, String cache, String text) {}
