// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

/**
 * What the primaries of a backend share.
 *
 * @param publishing what is known of the right to publish
 * @param waking by what name this JVM is woken
 * @param nodes who listens to what nodes ask
 * @param replicas how many replicas are to acknowledge an invalidation
 */
record SharedState(Publishing publishing, WakeTarget waking, NodeSessions nodes, int replicas) {
    static SharedState fresh(int replicas) {
        WakeTarget waking = new WakeTarget();
        return new SharedState(new Publishing(System::nanoTime), waking, new NodeSessions(waking.hex()), replicas);
    }
}
