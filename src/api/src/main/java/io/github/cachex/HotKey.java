// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

/**
 * A key that is asked for often, as samples tell.
 *
 * @param id as it is stored, behind the name of its tenant where there are namespaces; of a long one the beginning
 * @param asked how often it was asked for or loaded, about: one of 128 near hits is looked at, and counts for all of them
 * @param atMostTooMany by how much {@code asked} may be too large, since only so many keys are kept account of; what chance does to samples
 *     is not in it
 */
public record HotKey(String id, long asked, long atMostTooMany) {}
