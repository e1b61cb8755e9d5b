// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.Serializer;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbConfig;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes values as JSON text in UTF-8, by the declared type, with the server's JSON-B or the one on the class path. Null
 * members are written, byte arrays are Base64. One JSON-B engine is kept for ever: making one costs as much as fifty writes.
 *
 * <p>JSON-B drops what it cannot restore without a word, so {@link #flaw} tries every kind of value before it is stored.
 */
public final class JsonbSerializer implements Serializer, AutoCloseable {
    private final Binding binding;
    private final boolean standard;

    /** Creates one for the JSON-B implementation that is there. It is looked for when it is needed first. */
    public JsonbSerializer() {
        this(Binding.standard(), true);
    }

    // The constructors name no type of JSON-B: ServiceLoader must find this class where there is none.
    private JsonbSerializer(Binding binding, boolean standard) {
        this.binding = binding;
        this.standard = standard;
    }

    /** Returns a serializer that uses {@code jsonb}, which stays the caller's to close. */
    public static JsonbSerializer of(Jsonb jsonb) {
        return new JsonbSerializer(Binding.of(jsonb), false);
    }

    /** Returns a serializer configured by {@code config}, for instance with adapters for types of one's own. */
    public static JsonbSerializer of(JsonbConfig config) {
        return new JsonbSerializer(Binding.of(config), false);
    }

    @Override
    public String name() {
        return "jsonb";
    }

    @Override
    public byte id() {
        return 1;
    }

    @Override
    public byte[] write(Object value, Type type) {
        try {
            return Utf8.bytes(binding.jsonb().toJson(value, type));
        } catch (CacheSerializationException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new CacheSerializationException(
                    value.getClass().getTypeName() + ": JSON-B cannot write it ("
                            + e.getClass().getSimpleName()
                            + "); make it a record or a bean of plain values without cycles, or use another serializer",
                    e);
        }
    }

    @Override
    public Object read(byte[] bytes, Type type) {
        Object value;
        try {
            value = binding.jsonb().fromJson(new String(bytes, StandardCharsets.UTF_8), type);
        } catch (CacheSerializationException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new CacheSerializationException(
                    type.getTypeName() + ": JSON-B cannot read it back ("
                            + e.getClass().getSimpleName()
                            + "); give it a constructor without parameters, or make it a record",
                    e);
        }
        if (value == null) {
            throw new CacheSerializationException(
                    type.getTypeName() + ": JSON-B reads null; null is no value of a serializer", null);
        }
        return value;
    }

    @Override
    public Optional<String> flaw(Object value, Type type, byte[] written) {
        return new RoundTrip(this, standard).flaw(value, type, written);
    }

    /** Closes the JSON-B engine that this serializer made, if it made one. */
    @Override
    public void close() {
        binding.close();
    }
}
