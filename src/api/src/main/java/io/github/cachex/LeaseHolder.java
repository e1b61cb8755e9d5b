// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.time.Duration;

/**
 * Who loads a key now.
 *
 * @param node the node, as {@link NodeReport#node} names it
 * @param jvm its id, as {@link NodeReport#jvm} says it
 * @param cache the cache of the key
 * @param id the key, as it is stored
 * @param token of its lease, as the backend holds it
 * @param held for how long it has held the lease, by its own clock
 */
public record LeaseHolder(String node, String jvm, String cache, String id, long token, Duration held) {}
