// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jackson;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DatabindException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.SerializedForm;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads values with one of Jackson's mappers, in whatever format that is for. Thread-safe. What it throws shows
 * neither values nor what Jackson says, which quotes them.
 */
public final class JacksonBinding {
    private static final String REMEDY =
            "make it a record, give it a constructor without parameters or a @JsonCreator, or use another serializer";

    /** The module of mappers that Cachex sets up, by which their rules are known. */
    private static final String MARK = "io.github.cachex.standard";

    private final String name;
    private final ObjectMapper mapper;
    private final End end;
    private final RoundTrip roundTrip;
    private final JacksonForms forms;
    private final boolean standard;

    /** Says whether a parser that has read one value has come to the end. */
    @FunctionalInterface
    public interface End {
        /** Returns whether {@code parser} has read all {@code length} bytes; what it throws counts as no. */
        boolean isReached(JsonParser parser, int length) throws IOException;
    }

    /**
     * Creates one for the serializer {@code name}, in a format whose parser says at the end that there is no more.
     *
     * @throws IllegalArgumentException when {@code mapper} lets stored bytes choose classes, by default typing
     */
    public JacksonBinding(String name, ObjectMapper mapper) {
        this(name, mapper, (parser, length) -> parser.nextToken() == null);
    }

    /**
     * Creates one for the serializer {@code name}, in a format whose end is found by {@code end}.
     *
     * @throws IllegalArgumentException when {@code mapper} lets stored bytes choose classes, by default typing
     */
    public JacksonBinding(String name, ObjectMapper mapper, End end) {
        if (mapper.getDeserializationConfig().getDefaultTyper(mapper.constructType(Object.class)) != null) {
            throw new IllegalArgumentException("serializer " + name
                    + ": the mapper has default typing, by which stored bytes choose the classes that are made; leave it off,"
                    + " and name subclasses with @JsonSubTypes");
        }
        this.name = name;
        this.mapper = mapper;
        this.end = end;
        this.roundTrip = new RoundTrip(this, mapper);
        this.forms = new JacksonForms(mapper);
        this.standard = mapper.getRegisteredModuleIds().contains(MARK);
    }

    /** Returns a mapper as Cachex sets one up: fields alone, strict, times with all they hold. */
    public static <M extends ObjectMapper, B extends MapperBuilder<M, B>> M configured(B builder) {
        return builder.addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .addModule(new ParameterNamesModule())
                // JSON has an order, which a HashSet would lose.
                .addModule(new SimpleModule(MARK).addAbstractTypeMapping(Set.class, LinkedHashSet.class))
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .enable(MapperFeature.BLOCK_UNSAFE_POLYMORPHIC_BASE_TYPES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
                .build();
    }

    /**
     * Returns {@code value} as bytes.
     *
     * @throws CacheSerializationException when Jackson cannot write it
     */
    public byte[] write(Object value, Type type) {
        try {
            return mapper.writerFor(written(value, type)).writeValueAsBytes(value);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw WriteFailure.of(name, value, e);
        }
    }

    /** Returns the type by which {@code value} is written: the declared one where it says more than the class of the value. */
    private JavaType written(Object value, Type type) {
        JavaType declared = mapper.constructType(type);
        return declared.isPrimitive() || !declared.getRawClass().isInstance(value)
                ? mapper.constructType(value.getClass())
                : declared;
    }

    /**
     * Returns the value in {@code bytes}.
     *
     * @throws CacheSerializationException when they hold no value of {@code type}
     */
    public Object read(byte[] bytes, Type type) {
        Object value;
        try {
            value = parsed(bytes, mapper.constructType(type));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            String message = type.getTypeName() + ": " + name + " cannot read it back ("
                    + e.getClass().getSimpleName() + "); " + REMEDY;
            throw e instanceof DatabindException
                    ? CacheSerializationException.ofOtherForm(message, null)
                    : new CacheSerializationException(message, null);
        }
        if (value == null) {
            throw new CacheSerializationException(
                    type.getTypeName() + ": " + name + " reads null; null is no value of a serializer", null);
        }
        return value;
    }

    private @Nullable Object parsed(byte[] bytes, JavaType type) throws IOException {
        ObjectReader reader = mapper.readerFor(type);
        try (JsonParser parser = reader.createParser(bytes)) {
            Object value = reader.readValue(parser);
            if (!end.isReached(parser, bytes.length)) {
                throw new StreamCorruptedException("something follows the value");
            }
            return value;
        }
    }

    /** Returns why {@code value}, written as {@code written}, would not come back the same, with the remedy; empty when it does. */
    public Optional<String> flaw(Object value, Type type, byte[] written) {
        return roundTrip.flaw(value, type, written, false);
    }

    /** Returns the same where the loss of what Jackson leaves out is allowed. */
    public Optional<String> flawBesidesLeftOut(Object value, Type type, byte[] written) {
        return roundTrip.flaw(value, type, written, true);
    }

    /** Returns whether Cachex's own mapper writes and reads all objects of {@code type} by one rule, as no annotation steers it. */
    public boolean isUniform(Class<?> type) {
        return standard && !Steering.isSteered(type);
    }

    /** Returns why no value of {@code type} can ever be stored, with the remedy; empty in doubt. */
    public Optional<String> unstorable(Type type) {
        return new NeverStored(mapper, REMEDY).problem(type);
    }

    /** Returns what decides, beside its fields, how objects of {@code type} are written. */
    public SerializedForm form(Class<?> type) {
        return forms.of(type);
    }

    /** Returns how the mapper is set up; empty where Cachex did. */
    public String settings() {
        return standard ? "" : forms.settings();
    }
}
