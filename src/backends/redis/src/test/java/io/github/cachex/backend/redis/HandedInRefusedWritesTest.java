// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

/** A Redis that refuses writes still answers through the application's client. */
class HandedInRefusedWritesTest extends RefusedWritesTest {
    @Override
    ClientsUnderTest newClients() {
        return new HandedInClients();
    }
}
