// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the page reads: records by their components, durations in milliseconds. What is long is cut, so that an answer stays
 * small whatever there is.
 */
final class ConsoleJson {
    /** How many values are written at most; the elements of lists and maps beyond are left out. */
    private static final int MOST = 200_000;

    private static final int MOST_OF_A_TEXT = 500;
    private static final double NANOS = 1_000_000;

    private final JsonGenerator out;
    private int written;

    private ConsoleJson(JsonGenerator out) {
        this.out = out;
    }

    /** Returns {@code value} as JSON. */
    static String of(Map<String, ?> value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Json.createGenerator(text)) {
            new ConsoleJson(out).value(value);
        }
        return text.toString();
    }

    private void value(@Nullable Object value) {
        written++;
        if (value instanceof Record fields) {
            fields(fields);
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            map.entrySet().stream().takeWhile(entry -> written < MOST).forEach(entry -> {
                out.writeKey(cut(String.valueOf(entry.getKey())));
                value(entry.getValue());
            });
            out.writeEnd();
        } else if (value instanceof Collection<?> elements) {
            out.writeStartArray();
            elements.stream().takeWhile(element -> written < MOST).forEach(this::value);
            out.writeEnd();
        } else {
            plain(value);
        }
    }

    private void fields(Record fields) {
        out.writeStartObject();
        for (RecordComponent component : fields.getClass().getRecordComponents()) {
            out.writeKey(component.getName());
            value(read(fields, component));
        }
        out.writeEnd();
    }

    private static @Nullable Object read(Record fields, RecordComponent component) {
        try {
            return component.getAccessor().invoke(fields);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private void plain(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            value(optional.orElse(null));
        } else if (value instanceof OptionalLong number) {
            value(number.isPresent() ? (Object) number.getAsLong() : null);
        } else if (value instanceof OptionalDouble number) {
            value(number.isPresent() ? (Object) number.getAsDouble() : null);
        } else if (value instanceof Duration time) {
            out.write(time.getSeconds() * 1_000.0 + time.getNano() / NANOS);
        } else if (value instanceof Boolean flag) {
            out.write(flag);
        } else if (value instanceof Double number) {
            out.write(number);
        } else if (value instanceof Number number) {
            out.write(number.longValue());
        } else if (value == null) {
            out.writeNull();
        } else {
            out.write(cut(value.toString()));
        }
    }

    private static String cut(String text) {
        return text.length() <= MOST_OF_A_TEXT ? text : text.substring(0, MOST_OF_A_TEXT) + '…';
    }
}
