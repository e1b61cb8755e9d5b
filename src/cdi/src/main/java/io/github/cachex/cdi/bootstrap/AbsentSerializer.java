// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.spi.Serializer;
import java.lang.reflect.Type;

/** Stands for the serializer bean of the application while the configuration is checked; never asked to write. */
final class AbsentSerializer implements Serializer {
    @Override
    public String name() {
        return "the application's";
    }

    @Override
    public byte id() {
        return Byte.MAX_VALUE;
    }

    @Override
    public byte[] write(Object value, Type type) {
        throw new UnsupportedOperationException("only for checks");
    }

    @Override
    public Object read(byte[] bytes, Type type) {
        throw new UnsupportedOperationException("only for checks");
    }
}
