// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import java.util.List;

/**
 * The zones whose clocks were changed together with those of one zone.
 *
 * @param zone the zone in question
 * @param name its name
 * @param twins the other zones, the most similar first
 * @param loadedBy the JVM that asked the database
 */
public record Twins(String zone, String name, List<Twin> twins, String loadedBy) {
    /**
     * One of them.
     *
     * @param zone its id
     * @param name its name
     * @param shared how many clock changes the two have in common
     */
    public record Twin(String zone, String name, int shared) {}
}
