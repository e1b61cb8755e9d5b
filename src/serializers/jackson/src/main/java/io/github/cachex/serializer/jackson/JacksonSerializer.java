// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jackson;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cachex.spi.SerializedForm;
import io.github.cachex.spi.Serializer;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * Writes values as JSON text in UTF-8 with Jackson 2: by their fields, whether or not there are getters, and with its modules for
 * {@code java.time}, {@code Optional} and parameter names. Classes are never named by what is stored, but where an annotation of the
 * application lists them.
 */
public final class JacksonSerializer implements Serializer {
    private final JacksonBinding binding;

    /** Creates one with Cachex's own mapper. */
    public JacksonSerializer() {
        this(JacksonBinding.configured(JsonMapper.builder()));
    }

    private JacksonSerializer(ObjectMapper mapper) {
        binding = new JacksonBinding("jackson", mapper);
    }

    /**
     * Returns a serializer that uses a copy of {@code mapper}, for instance with modules of one's own.
     *
     * @throws IllegalArgumentException when {@code mapper} lets stored bytes choose classes, by default typing
     */
    public static JacksonSerializer of(ObjectMapper mapper) {
        return new JacksonSerializer(mapper.copy());
    }

    @Override
    public String name() {
        return "jackson";
    }

    @Override
    public byte id() {
        return 2;
    }

    @Override
    public byte[] write(Object value, Type type) {
        return binding.write(value, type);
    }

    @Override
    public Object read(byte[] bytes, Type type) {
        return binding.read(bytes, type);
    }

    @Override
    public Optional<String> flaw(Object value, Type type, byte[] written) {
        return binding.flaw(value, type, written);
    }

    @Override
    public Optional<String> flawBesidesLeftOut(Object value, Type type, byte[] written) {
        return binding.flawBesidesLeftOut(value, type, written);
    }

    @Override
    public boolean isUniform(Class<?> type) {
        return binding.isUniform(type);
    }

    @Override
    public Optional<String> unstorable(Type type) {
        return binding.unstorable(type);
    }

    @Override
    public SerializedForm form(Class<?> type) {
        return binding.form(type);
    }

    @Override
    public String settings() {
        return binding.settings();
    }
}
