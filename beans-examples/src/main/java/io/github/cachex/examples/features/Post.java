// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features;

/**
 * A post.
 *
 * @param id its number
 * @param title its title
 * @param published whether readers may see it
 */
public record Post(long id, String title, boolean published) {}
