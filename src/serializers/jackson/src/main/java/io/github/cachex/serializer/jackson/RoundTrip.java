// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectMapper.DefaultTypeResolverBuilder;
import com.fasterxml.jackson.databind.ObjectMapper.DefaultTyping;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.LaissezFaireSubTypeValidator;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;
import io.github.cachex.error.CacheSerializationException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads back what was written, and compares: the classes of all parts and what their fields hold, as a description that names
 * every class. Such descriptions are written, and never read.
 */
final class RoundTrip {
    private static final String REMEDY =
            "declare its class, name subclasses with @JsonSubTypes, make it a record, or use another" + " serializer";

    private final JacksonBinding binding;
    private final ObjectMapper describer;
    private final ObjectMapper reader = new JsonMapper();

    RoundTrip(JacksonBinding binding) {
        this.binding = binding;
        this.describer = JacksonBinding.configured(JsonMapper.builder());
        TypeResolverBuilder<?> named =
                new NamedClasses().init(JsonTypeInfo.Id.CUSTOM, new Kinds()).inclusion(JsonTypeInfo.As.WRAPPER_ARRAY);
        describer.setDefaultTyping(named);
    }

    Optional<String> flaw(Object value, Type type, byte[] written) {
        String name = value.getClass().getTypeName();
        Object back;
        Object again;
        try {
            back = binding.read(written, type);
            again = binding.read(written, type);
        } catch (CacheSerializationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        try {
            String before = described(value);
            String after = described(back);
            if (!before.equals(after)) {
                return Optional.of(name + ": came back different; " + REMEDY);
            }
        } catch (JsonProcessingException | RuntimeException e) {
            // What cannot be described is compared by its class and by equals alone.
            if (value.getClass() != back.getClass()) {
                return Optional.of(name + ": came back as " + back.getClass().getTypeName() + "; " + REMEDY);
            }
        }
        return back.equals(again) && !value.equals(back) && !value.getClass().isArray()
                ? Optional.of(name + ": came back as one that is not equal; " + REMEDY)
                : Optional.empty();
    }

    private String described(Object value) throws JsonProcessingException {
        return ordered(reader.readTree(describer.writeValueAsString(new Box(value))));
    }

    /** Holds what is described, so that its own class is named as well. */
    private record Box(Object value) {}

    /** Returns {@code node} as text in which neither the order of members nor that of elements, as of a set, tells. */
    private static String ordered(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), ordered(member.getValue())));
            return members.toString();
        }
        if (node.isArray()) {
            List<String> elements = new ArrayList<>();
            node.forEach(element -> elements.add(ordered(element)));
            return elements.stream().sorted().collect(Collectors.joining(",", "[", "]"));
        }
        return node.getNodeType() + ":" + node.asText();
    }

    /** Names the classes of all that is not declared as a container. */
    private static final class NamedClasses extends DefaultTypeResolverBuilder {
        private static final long serialVersionUID = 1;

        NamedClasses() {
            super(DefaultTyping.NON_FINAL, LaissezFaireSubTypeValidator.instance);
        }

        @Override
        public boolean useForType(JavaType type) {
            return !type.isContainerType() && !type.isReferenceType() && !type.isPrimitive();
        }
    }

    /** Names a class, but of collections and maps the kind alone: an unmodifiable list comes back as another list. */
    private static final class Kinds extends TypeIdResolverBase {
        @Override
        public String idFromValue(Object value) {
            if (value instanceof Map<?, ?>) {
                return "map";
            }
            return value instanceof Collection<?>
                    ? value instanceof Set<?> ? "set" : "list"
                    : value.getClass().getName();
        }

        @Override
        public String idFromValueAndType(@Nullable Object value, Class<?> suggested) {
            return value == null ? suggested.getName() : idFromValue(value);
        }

        @Override
        public JsonTypeInfo.Id getMechanism() {
            return JsonTypeInfo.Id.CUSTOM;
        }
    }
}
