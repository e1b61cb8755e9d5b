// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import io.github.cachex.spi.Serializer;
import io.github.cachex.tck.SerializerContract;

class JsonbContractTest implements SerializerContract {
    private final Serializer serializer = new JsonbSerializer();

    @Override
    public Serializer serializer() {
        return serializer;
    }
}
