// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.Serializer;
import java.lang.reflect.Type;

/** Stands where the application's serializer does: these commands neither write nor read values as objects. */
final class NoSerializer implements Serializer {
    private final String name;

    NoSerializer(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public byte id() {
        return Byte.MAX_VALUE;
    }

    @Override
    public byte[] write(Object value, Type type) {
        throw new CacheSerializationException("the command line writes no value but by warm", null);
    }

    @Override
    public Object read(byte[] bytes, Type type) {
        throw new CacheSerializationException("the command line reads no value as an object", null);
    }
}
