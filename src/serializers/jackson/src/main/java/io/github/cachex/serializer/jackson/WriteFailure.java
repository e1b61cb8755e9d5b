// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jackson;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import io.github.cachex.error.CacheSerializationException;
import java.util.Map;

/** What Jackson says when it cannot write a value, as the place in the value, the cause and the remedy; never the value itself. */
final class WriteFailure {
    private static final int LONGEST_WAY = 200;

    private WriteFailure() {}

    /** Returns what to throw after {@code failure} to write {@code value} with the serializer {@code name}. */
    static CacheSerializationException of(String name, Object value, Throwable failure) {
        String where = failure instanceof JsonMappingException mapping ? where(mapping) : "";
        return new CacheSerializationException(
                value.getClass().getTypeName() + where + ": " + reason(name, failure), null);
    }

    private static String where(JsonMappingException failure) {
        StringBuilder way = new StringBuilder();
        for (Reference step : failure.getPath()) {
            if (way.length() > LONGEST_WAY) {
                return way.append(" …").toString();
            }
            // The key of a map and the number of an element are of the value, and tell each value apart.
            if (step.getFrom() instanceof Map<?, ?>) {
                way.append(" (a value in it)");
            } else if (step.getFieldName() != null) {
                way.append('.').append(step.getFieldName());
            } else {
                way.append(" (an element of it)");
            }
        }
        return way.toString();
    }

    private static String reason(String name, Throwable failure) {
        if (isCircle(failure)) {
            return "holds itself, or is nested too deep; break the circle, mark the way back @JsonIgnore, or use the serializer"
                    + " java";
        }
        Throwable cause = failure;
        while (cause instanceof JacksonException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof InvalidDefinitionException definition && definition.getType() != null) {
            return name + " does not know how to write "
                    + definition.getType().getRawClass().getTypeName()
                    + "; use a type that Jackson knows, a mapper with a module for it, or another serializer";
        }
        return name + " cannot write it (" + cause.getClass().getSimpleName()
                + "); use a type that Jackson knows, mark the property @JsonIgnore, or use another serializer";
    }

    private static boolean isCircle(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StackOverflowError || cause instanceof StreamConstraintsException) {
                return true;
            }
        }
        // Jackson has no class of its own for an object that is its own property.
        return failure instanceof InvalidDefinitionException definition
                && String.valueOf(definition.getOriginalMessage()).startsWith("Direct self-reference");
    }
}
