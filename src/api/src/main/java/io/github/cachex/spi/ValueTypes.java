// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says of a declared type whether its values can take part in a key. A type that leaves it open, such as an interface, is
 * let through: its values are looked at when they come.
 */
@Internal
public final class ValueTypes {
    /** Value types whose abstract parents are fit to declare a parameter. */
    private static final List<Class<?>> CHILDREN = List.of(BigDecimal.class, ZoneId.class);

    private final Set<Type> seen = new HashSet<>();

    private ValueTypes() {}

    /** Returns the type within {@code type} whose values have no text of their own; empty if there is none. */
    public static Optional<String> offender(Type type) {
        return new ValueTypes().find(type);
    }

    private Optional<String> find(Type type) {
        if (!seen.add(type)) {
            return Optional.empty();
        }
        if (type instanceof Class<?> plain) {
            return ofClass(plain);
        }
        if (type instanceof ParameterizedType generic) {
            return any(Stream.concat(Stream.of(generic.getRawType()), Stream.of(generic.getActualTypeArguments())));
        }
        if (type instanceof GenericArrayType array) {
            return find(array.getGenericComponentType());
        }
        return any(Stream.of(
                type instanceof TypeVariable<?> variable
                        ? variable.getBounds()
                        : ((WildcardType) type).getUpperBounds()));
    }

    private Optional<String> ofClass(Class<?> type) {
        if (type.isArray()) {
            return find(type.getComponentType());
        }
        if (type.isRecord()) {
            return any(Stream.of(type.getRecordComponents()).map(RecordComponent::getGenericType));
        }
        if (KeyText.isValueType(type) || type == Object.class) {
            return Optional.empty();
        }
        if (type.isSealed()) {
            return any(Stream.of(type.getPermittedSubclasses()));
        }
        boolean open = type.isInterface()
                || type == Record.class
                || type == Enum.class
                || Modifier.isAbstract(type.getModifiers()) && CHILDREN.stream().anyMatch(type::isAssignableFrom);
        return open ? Optional.empty() : Optional.of(type.getTypeName());
    }

    private Optional<String> any(Stream<? extends Type> types) {
        return types.map(this::find).flatMap(Optional::stream).findFirst();
    }
}
