// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a node says of itself: the caches of one application in one JVM. No value is in it. What other nodes say is as good as they are: who
 * may publish where they do may say anything.
 *
 * @param node by what name people know it: {@code application@host:pid}
 * @param host on which it runs
 * @param pid its process there
 * @param application the application whose caches these are; the prefix of its keys where it has no name
 * @param jvm its id, of which no two nodes have the same: what Redis keeps of those who wait for a load
 * @param since when its caches were started, by its own clock
 * @param stats what each cache counted there, by name, sorted
 * @param methods what each annotated method counted there, by name, sorted
 * @param hotKeys the hottest keys there by cache, hottest first
 * @param health how the backend is, as that node knows it
 * @param advice what its figures suggest to change
 * @param complete whether that is all; false where more caches, methods, keys or advice are there than an answer holds
 */
public record NodeReport(
        String node,
        String host,
        long pid,
        String application,
        String jvm,
        Instant since,
        Map<String, CacheStats> stats,
        Map<String, MethodStats> methods,
        Map<String, List<HotKey>> hotKeys,
        CacheHealth health,
        List<Advice> advice,
        boolean complete) {}
