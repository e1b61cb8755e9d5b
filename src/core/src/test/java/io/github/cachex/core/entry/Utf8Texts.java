// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.spi.Serializer;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Writes texts as they are. */
final class Utf8Texts implements Serializer {
    @Override
    public String name() {
        return "texts";
    }

    @Override
    public byte id() {
        return 100;
    }

    @Override
    public byte[] write(Object value, Type type) {
        return ((String) value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object read(byte[] bytes, Type type) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
