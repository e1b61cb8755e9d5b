// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.java;

import io.github.cachex.spi.Serializer;
import io.github.cachex.tck.SerializerContract;

class JavaContractTest implements SerializerContract {
    private final Serializer serializer = JavaSerializer.allowing("io.github.cachex.tck.**");

    @Override
    public Serializer serializer() {
        return serializer;
    }

    @Override
    public boolean keepsSubclasses() {
        return true;
    }
}
