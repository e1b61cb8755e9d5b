// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import java.util.List;
import java.util.Map;

/**
 * What the page wants to know of a node, twice a second.
 *
 * @param node its name
 * @param nodes where all nodes answer
 * @param products what can be asked for
 * @param counts how often what happened here, by the name of a {@link Happening}
 * @param loads how often this node asked the warehouse, by the warehouse's own count
 * @param loading how many of these loads are under way
 * @param waiting how many callers wait right now
 * @param near how many values this node holds itself
 * @param breaker what the breaker before Redis does
 * @param linkUp whether this node hears what others invalidate
 * @param redis the way to Redis, as the buttons left it; {@code NONE} where there is none
 * @param delayMillis how long the warehouse takes
 * @param broken whether the warehouse is broken
 * @param traffic how many customers come per second
 */
public record NodeState(
        String node,
        List<String> nodes,
        List<Item> products,
        Map<String, Long> counts,
        long loads,
        int loading,
        int waiting,
        long near,
        String breaker,
        boolean linkUp,
        String redis,
        long delayMillis,
        boolean broken,
        int traffic) {
    /**
     * Something that can be asked for.
     *
     * @param id what the shop calls it
     * @param name what customers call it
     * @param category what it can be invalidated with
     */
    public record Item(String id, String name, String category) {}
}
