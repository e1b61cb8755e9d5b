// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jackson;

import io.github.cachex.spi.Serializer;
import io.github.cachex.tck.SerializerContract;
import io.github.cachex.tck.StoredBytesContract;

class JacksonContractTest implements SerializerContract, StoredBytesContract {
    private final Serializer serializer = new JacksonSerializer();

    @Override
    public Serializer serializer() {
        return serializer;
    }
}
