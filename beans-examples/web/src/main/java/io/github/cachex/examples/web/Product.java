// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

/**
 * What the shop sells, as the warehouse knew it.
 *
 * @param id what the shop calls it
 * @param name what customers call it
 * @param category what it can be invalidated with
 * @param cents its price, which changes with each load
 * @param loadedBy the node that asked the warehouse
 * @param loadedAt when that was, in milliseconds since 1970
 */
public record Product(String id, String name, String category, long cents, String loadedBy, long loadedAt) {}
