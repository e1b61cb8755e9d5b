// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.Serializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Type;

/** Java serialization, for tests that need some serializer. */
public final class JavaSerializer implements Serializer {
    @Override
    public String name() {
        return "java-for-tests";
    }

    @Override
    public byte id() {
        return 100;
    }

    @Override
    public byte[] write(Object value, Type type) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new CacheSerializationException(value.getClass().getName() + ": not serializable; make it so", e);
        }
    }

    @Override
    public Object read(byte[] bytes, Type type) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new CacheSerializationException(type.getTypeName() + ": unreadable bytes", e);
        }
    }
}
