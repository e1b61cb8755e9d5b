// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.JsonBounds;
import io.github.cachex.spi.SerializedForm;
import io.github.cachex.spi.Serializer;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbConfig;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON text in UTF-8, by the declared type, with the server's JSON-B or the one on the class path. Null
 * members are written, byte arrays are Base64. One JSON-B engine is kept for ever: making one costs as much as fifty writes.
 * Whole numbers and booleans are the same text in every engine, so an engine that nobody configured is not asked for them.
 *
 * <p>JSON-B drops what it cannot restore without a word, so {@link #flaw} tries every kind of value before it is stored.
 */
public final class JsonbSerializer implements Serializer, AutoCloseable {
    private final boolean standard;
    private final RoundTrip roundTrip;
    private final OrderedTypes orderedTypes = new OrderedTypes();
    private final Refusals refusals = new Refusals();
    private volatile @Nullable Binding binding;

    /** Creates one for the JSON-B implementation that is there. It is looked for when it is needed first. */
    public JsonbSerializer() {
        this(null, true);
    }

    // Neither this nor the fields load a type of JSON-B: ServiceLoader must find this class where there is none.
    private JsonbSerializer(@Nullable Binding binding, boolean standard) {
        this.binding = binding;
        this.standard = standard;
        this.roundTrip = new RoundTrip(this, standard);
    }

    /** Returns a serializer that uses {@code jsonb}, which stays the caller's to close. */
    public static JsonbSerializer of(Jsonb jsonb) {
        return new JsonbSerializer(Binding.of(jsonb), false);
    }

    /** Returns a serializer configured by {@code config}, for instance with adapters for types of one's own. */
    public static JsonbSerializer of(JsonbConfig config) {
        return new JsonbSerializer(Binding.of(config), false);
    }

    private Binding binding() {
        Binding present = binding;
        return present == null ? made() : present;
    }

    private synchronized Binding made() {
        Binding present = binding;
        if (present == null) {
            try {
                present = Binding.standard();
            } catch (RuntimeException | LinkageError e) {
                throw new CacheSerializationException(
                        "cachex.serializer=jsonb: no JSON-B implementation was found; in Java SE add the dependency"
                                + " org.eclipse:yasson, on a server its JSON-B feature, or choose another serializer",
                        e);
            }
            binding = present;
        }
        return present;
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
        byte[] scalar = standard ? Scalars.text(value, type) : null;
        return scalar == null ? written(value, type) : scalar;
    }

    private byte[] written(Object value, Type type) {
        Binding engine = binding();
        refusals.check(value);
        try {
            // By the class of the value where the type is a plain class: by the type alone, @JsonbTypeInfo is left out.
            return Utf8.bytes(
                    type instanceof Class<?>
                            ? engine.jsonb().toJson(value)
                            : engine.jsonb().toJson(value, type));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw refusals.of(value, e);
        }
    }

    @Override
    public Object read(byte[] bytes, Type type) {
        Object scalar = standard ? Scalars.value(bytes, type) : null;
        return scalar == null ? restored(bytes, type) : scalar;
    }

    private Object restored(byte[] bytes, Type type) {
        Binding engine = binding();
        JsonBounds.problem(bytes).ifPresent(problem -> {
            throw new CacheSerializationException(type.getTypeName() + ": " + problem, null);
        });
        Object value;
        try {
            value = engine.jsonb()
                    .fromJson(new String(bytes, StandardCharsets.UTF_8), standard ? orderedTypes.of(type) : type);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            String message = type.getTypeName() + ": JSON-B cannot read it back ("
                    + e.getClass().getSimpleName()
                    + "); give it a constructor without parameters, or make it a record";
            throw Binding.isOfOtherForm(e)
                    ? CacheSerializationException.ofOtherForm(message, e)
                    : new CacheSerializationException(message, e);
        }
        if (value == null) {
            throw new CacheSerializationException(
                    type.getTypeName() + ": JSON-B reads null; null is no value of a serializer", null);
        }
        return value;
    }

    @Override
    public Optional<String> flaw(Object value, Type type, byte[] written) {
        return roundTrip.flaw(value, type, written, false);
    }

    @Override
    public Optional<String> flawBesidesLeftOut(Object value, Type type, byte[] written) {
        return roundTrip.flaw(value, type, written, true);
    }

    /** Returns whether {@code type} is a record without formats and adapters, or one of the JDK's: setters may do anything. */
    @Override
    public boolean isUniform(Class<?> type) {
        return standard && (!Beans.isBean(type) || type.isEnum() || type.isRecord() && !Beans.isSteered(type));
    }

    /** With an engine or a configuration of the application's, adapters may do anything, and nothing is said. */
    @Override
    public Optional<String> unstorable(Type type) {
        return standard ? new NeverStored(this).problem(type) : Optional.empty();
    }

    @Override
    public SerializedForm form(Class<?> type) {
        return JsonbForms.of(type);
    }

    @Override
    public String settings() {
        return standard ? "" : binding().settings();
    }

    /** Closes the JSON-B engine that this serializer made, if it made one. */
    @Override
    public void close() {
        Binding present = binding;
        if (present != null) {
            present.close();
        }
    }
}
