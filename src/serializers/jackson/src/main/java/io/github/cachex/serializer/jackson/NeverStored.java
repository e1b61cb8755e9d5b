// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jackson;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A dry run of declared types: finds those whose definition the mapper refuses, whatever it is given to read. */
final class NeverStored {
    private final ObjectMapper mapper;
    private final String remedy;
    private final Set<Type> seen = new HashSet<>();

    NeverStored(ObjectMapper mapper, String remedy) {
        this.mapper = mapper;
        this.remedy = remedy;
    }

    /** Returns why, with the remedy; empty in doubt. */
    Optional<String> problem(Type type) {
        return problem(type, type.getTypeName());
    }

    private Optional<String> problem(Type declared, String where) {
        Type type = declared instanceof ParameterizedType generic ? generic.getRawType() : declared;
        boolean asked = type instanceof Class<?> plain
                && !plain.isPrimitive()
                && !plain.isArray()
                && !plain.isEnum()
                && !plain.getName().startsWith("java.")
                && !plain.getName().startsWith("javax.")
                && seen.add(plain);
        if (!asked) {
            return Optional.empty();
        }
        Class<?> plain = (Class<?>) type;
        if (!canBeRead(plain)) {
            return Optional.of(where + ": no " + plain.getTypeName() + " can be made when it is read back; " + remedy);
        }
        if (plain.isRecord() && !Steering.isSteered(plain)) {
            for (RecordComponent component : plain.getRecordComponents()) {
                Optional<String> problem = problem(component.getGenericType(), where + "." + component.getName());
                if (problem.isPresent()) {
                    return problem;
                }
            }
        }
        return Optional.empty();
    }

    private boolean canBeRead(Class<?> type) {
        try {
            mapper.readerFor(type).readValue(mapper.writeValueAsBytes(Map.of()));
            return true;
        } catch (InvalidDefinitionException e) {
            // Of a part, it may be one that is never there.
            return !e.getPath().isEmpty();
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }
}
