// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.java;

import io.github.cachex.spi.Serializer;
import io.github.cachex.tck.SerializerContract;
import io.github.cachex.tck.StoredBytesContract;

class JavaContractTest implements SerializerContract, StoredBytesContract {
    private final Serializer serializer = JavaSerializer.allowing("io.github.cachex.tck.**");

    @Override
    public Serializer serializer() {
        return serializer;
    }

    @Override
    public boolean keepsSubclasses() {
        return true;
    }

    /** The order of what is written is that of the JDK, which may change it. */
    @Override
    public boolean writesTheSame() {
        return false;
    }
}
