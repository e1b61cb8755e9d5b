// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

/**
 * What the primaries of a backend share.
 *
 * @param publishing what is known of the right to publish
 * @param waking by what name this JVM is woken
 */
record SharedState(Publishing publishing, WakeTarget waking) {
    static SharedState fresh() {
        return new SharedState(new Publishing(System::nanoTime), new WakeTarget());
    }
}
