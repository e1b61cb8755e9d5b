// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.msgpack;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.github.cachex.serializer.jackson.JacksonBinding;
import io.github.cachex.spi.Serializer;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.msgpack.jackson.dataformat.MessagePackMapper;

/**
 * Writes values as <a href="https://msgpack.org">MessagePack</a>, by the rules of
 * {@link io.github.cachex.serializer.jackson.JacksonSerializer}.
 */
public final class MessagePackSerializer implements Serializer {
    /** MessagePack has no numbers beyond 64 bits, and none that keep their scale. */
    private static final JsonFormat.Value AS_TEXT = JsonFormat.Value.forShape(JsonFormat.Shape.STRING);

    private final JacksonBinding binding = new JacksonBinding(
            "msgpack",
            JacksonBinding.configured(MessagePackMapper.builder()
                    .withConfigOverride(BigDecimal.class, numbers -> numbers.setFormat(AS_TEXT))
                    .withConfigOverride(BigInteger.class, numbers -> numbers.setFormat(AS_TEXT))));

    /** Creates one. */
    public MessagePackSerializer() {}

    @Override
    public String name() {
        return "msgpack";
    }

    @Override
    public byte id() {
        return 3;
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
}
