// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.sharing;

import io.github.cachex.error.CacheSerializationException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A class of records, whose members are its components as the fields hold them, whatever its accessors answer. A copy is made
 * by the canonical constructor, where that is found to keep what it is given.
 */
final class RecordContainer extends Container {
    private final Class<?> type;
    private final MethodHandle constructor;
    private final MethodHandle[] fields;

    private RecordContainer(Class<?> type, MethodHandle constructor, MethodHandle[] fields) {
        super(Openness.UNMODIFIABLE);
        this.type = type;
        this.constructor = constructor;
        this.fields = fields;
    }

    /** Returns the plan of {@code type}, a record; opaque where its constructor or its fields cannot be reached. */
    static ClassPlan of(Class<?> type) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            MethodHandle[] fields = new MethodHandle[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                Field field = type.getDeclaredField(components[i].getName());
                field.setAccessible(true);
                fields[i] = lookup.unreflectGetter(field).asType(MethodType.methodType(Object.class, Object.class));
            }
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            MethodHandle constructor = lookup.unreflectConstructor(canonical)
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return new RecordContainer(type, constructor, fields);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return OPAQUE;
        }
    }

    @Override
    @Nullable
    Object[] members(Object value) {
        @Nullable Object[] members = new Object[fields.length];
        try {
            for (int i = 0; i < fields.length; i++) {
                members[i] = fields[i].invokeExact(value);
            }
        } catch (Throwable e) {
            throw failed(e);
        }
        return members;
    }

    @Override
    Object build(Object like, @Nullable Object[] members) {
        try {
            return constructor.invokeExact(members);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** What a constructor throws at what it was given before is no caller's business: it is copied by its serializer. */
    private CacheSerializationException failed(Throwable cause) {
        return new CacheSerializationException("a " + type.getName() + " cannot be copied by its constructor", cause);
    }

    @Override
    Object blank(Object like) {
        return type;
    }

    @Override
    boolean isBuiltOf(Object like, @Nullable Object[] members) {
        @Nullable Object[] built = members(build(like, members));
        return Arrays.deepEquals(built, members);
    }
}
