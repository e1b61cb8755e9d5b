// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import io.github.cachex.spi.Serializer;
import io.github.cachex.tck.SerializerContract;
import io.github.cachex.tck.StoredBytesContract;

class JsonbContractTest implements SerializerContract, StoredBytesContract {
    private final Serializer serializer = new JsonbSerializer();

    @Override
    public Serializer serializer() {
        return serializer;
    }

    /** Yasson reads one value and does not ask whether that was all. */
    @Override
    public boolean refusesWhatFollows() {
        return false;
    }
}
