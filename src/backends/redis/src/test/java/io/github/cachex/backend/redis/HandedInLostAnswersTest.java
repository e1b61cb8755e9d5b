// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

/** What a lost answer leads to through the application's client. */
class HandedInLostAnswersTest extends LostAnswersTest {
    @Override
    ClientsUnderTest newClients() {
        return new HandedInClients();
    }
}
