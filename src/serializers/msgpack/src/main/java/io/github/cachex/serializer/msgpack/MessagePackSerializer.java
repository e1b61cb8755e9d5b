// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.msgpack;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.serializer.jackson.JacksonBinding;
import io.github.cachex.spi.SerializedForm;
import io.github.cachex.spi.Serializer;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes values as <a href="https://msgpack.org">MessagePack</a>, by the rules of
 * {@link io.github.cachex.serializer.jackson.JacksonSerializer}. Its library reads short texts in the default charset of the
 * JVM: where that is not UTF-8, which JDK 17 allows, every call throws {@link CacheSerializationException}, and Cachex does not
 * start.
 */
public final class MessagePackSerializer implements Serializer {
    /** MessagePack has no numbers beyond 64 bits, and none that keep their scale. */
    private static final JsonFormat.Value AS_TEXT = JsonFormat.Value.forShape(JsonFormat.Shape.STRING);

    private final JacksonBinding binding;
    private final Optional<String> unfit;

    /** Creates one. */
    public MessagePackSerializer() {
        this(Charset.defaultCharset());
    }

    MessagePackSerializer(Charset charset) {
        unfit = charset.equals(StandardCharsets.UTF_8)
                ? Optional.empty()
                : Optional.of("cachex.serializer=msgpack: its library would read texts as " + charset.name()
                        + ", the default charset of this JVM; start it with -Dfile.encoding=UTF-8, or choose another"
                        + " serializer");
        binding = new JacksonBinding(
                "msgpack",
                JacksonBinding.configured(JsonMapper.builder(new WholeTextFactory())
                        .withConfigOverride(BigDecimal.class, numbers -> numbers.setFormat(AS_TEXT))
                        .withConfigOverride(BigInteger.class, numbers -> numbers.setFormat(AS_TEXT))),
                // Its parser throws at the end instead of saying that there is no more, and counts bytes as characters.
                (parser, length) -> parser.currentLocation().getCharOffset() == length);
    }

    private JacksonBinding binding() {
        if (unfit.isPresent()) {
            throw new CacheSerializationException(unfit.get(), null);
        }
        return binding;
    }

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
        return binding().write(value, type);
    }

    @Override
    public Object read(byte[] bytes, Type type) {
        JacksonBinding parser = binding();
        BracketCheck.problem(bytes).ifPresent(problem -> {
            throw new CacheSerializationException(
                    type.getTypeName() + ": msgpack cannot read it back: " + problem, null);
        });
        return parser.read(bytes, type);
    }

    @Override
    public Optional<String> flaw(Object value, Type type, byte[] written) {
        return binding().flaw(value, type, written);
    }

    @Override
    public Optional<String> flawBesidesLeftOut(Object value, Type type, byte[] written) {
        return binding().flawBesidesLeftOut(value, type, written);
    }

    @Override
    public boolean isUniform(Class<?> type) {
        return binding().isUniform(type);
    }

    @Override
    public Optional<String> unstorable(Type type) {
        return binding().unstorable(type);
    }

    @Override
    public SerializedForm form(Class<?> type) {
        return binding().form(type);
    }

    @Override
    public String settings() {
        return binding().settings();
    }
}
