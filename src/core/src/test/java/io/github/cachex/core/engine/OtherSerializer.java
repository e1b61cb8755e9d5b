// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.spi.Serializer;
import java.lang.reflect.Type;

/** Writes as {@link JavaSerializer} does, under another number: what a newer release configured. */
public final class OtherSerializer implements Serializer {
    private final JavaSerializer java = new JavaSerializer();

    @Override
    public String name() {
        return "other";
    }

    @Override
    public byte id() {
        return 101;
    }

    @Override
    public byte[] write(Object value, Type type) {
        return java.write(value, type);
    }

    @Override
    public Object read(byte[] bytes, Type type) {
        return java.read(bytes, type);
    }
}
