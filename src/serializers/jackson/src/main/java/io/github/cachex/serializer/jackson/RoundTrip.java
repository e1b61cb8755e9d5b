// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jackson;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.RoundTripComparison;
import io.github.cachex.spi.RoundTripComparison.Difference;
import io.github.cachex.spi.RoundTripComparison.Rules;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads back what was written, compares, and says what got lost on the way. */
final class RoundTrip {
    private final JacksonBinding binding;
    private final RoundTripComparison comparison;

    RoundTrip(JacksonBinding binding, ObjectMapper mapper) {
        this.binding = binding;
        this.comparison = RoundTripComparison.by(new WrittenFields(mapper));
    }

    Optional<String> flaw(Object value, Type type, byte[] written, boolean leftOutAllowed) {
        try {
            return (leftOutAllowed ? comparison.allowingLeftOut() : comparison)
                    .difference(value, type, () -> binding.read(written, type))
                    .map(difference -> difference.message(value, remedy(difference)));
        } catch (CacheSerializationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static String remedy(Difference difference) {
        return switch (difference.kind()) {
            case LEFT_OUT -> RoundTripComparison.LEFT_OUT_REMEDY;
            case ORDER, ELEMENTS -> "declare it as LinkedHashMap or LinkedHashSet, use a list, or another serializer";
            case COMPARATOR -> "use the natural order, a list, or another serializer";
            case KEYS -> "use keys of type String, and none that is null";
            case OBJECTION, CLASS, VALUE, NULL, SIZE, EQUALS, UNKNOWN, DEPTH ->
                "declare its class, name subclasses with @JsonSubTypes, make it a record, or use another serializer";
        };
    }

    /** Knows which fields the mapper writes. */
    private static final class WrittenFields implements Rules {
        private final ObjectMapper mapper;
        private final Map<Field, Boolean> leftOut = new ConcurrentHashMap<>();

        WrittenFields(ObjectMapper mapper) {
            this.mapper = mapper;
        }

        @Override
        public boolean leavesOut(Field field) {
            return Objects.requireNonNull(leftOut.computeIfAbsent(field, this::isNotWritten));
        }

        private boolean isNotWritten(Field field) {
            var config = mapper.getSerializationConfig();
            return config.introspect(mapper.constructType(field.getDeclaringClass())).findProperties().stream()
                    .noneMatch(property -> property.couldSerialize()
                            && (property.getInternalName().equals(field.getName())
                                    || property.getField() != null
                                            && property.getField()
                                                    .getAnnotated()
                                                    .equals(field)));
        }
    }
}
