// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.bootstrap.ProducedObjects.Producer;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.InterceptionFactory;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what a producer hands out, and where it may have it from. */
final class ProducerReader {
    private static final List<Class<?>> HOLDERS = List.of(Instance.class, Provider.class);

    private ProducerReader() {}

    /** Returns what {@code member}, a method or a field, produces; empty where a class of it is not there. */
    static Optional<Producer> read(Member member) {
        try {
            return Optional.of(producer(member));
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    private static Producer producer(Member member) {
        Set<Class<?>> injected = new HashSet<>();
        Set<Class<?>> wraps = new HashSet<>();
        Class<?> type;
        if (member instanceof Method method) {
            type = method.getReturnType();
            for (Type parameter : method.getGenericParameterTypes()) {
                argument(parameter, InterceptionFactory.class).ifPresent(wraps::add);
                injected.add(held(parameter));
            }
        } else {
            type = ((Field) member).getType();
        }
        for (Class<?> owner = member.getDeclaringClass(); owner != null; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (field.isAnnotationPresent(Inject.class)) {
                    injected.add(held(field.getGenericType()));
                }
            }
            Stream.<Executable>concat(Stream.of(owner.getDeclaredConstructors()), Stream.of(owner.getDeclaredMethods()))
                    .filter(executable -> executable.isAnnotationPresent(Inject.class))
                    .flatMap(executable -> Stream.of(executable.getGenericParameterTypes()))
                    .forEach(parameter -> injected.add(held(parameter)));
        }
        injected.remove(Object.class);
        return new Producer(member.getDeclaringClass().getName() + '.' + member.getName(), type, injected, wraps);
    }

    /** Returns the class that {@code type} is of, or holds. */
    private static Class<?> held(Type type) {
        return HOLDERS.stream()
                .flatMap(holder -> argument(type, holder).stream())
                .<Class<?>>map(held -> held)
                .findFirst()
                .orElseGet(() -> raw(type));
    }

    private static Optional<Class<?>> argument(Type type, Class<?> holder) {
        return type instanceof ParameterizedType generic && generic.getRawType() == holder
                ? Optional.of(raw(generic.getActualTypeArguments()[0]))
                : Optional.empty();
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        return type instanceof ParameterizedType generic ? raw(generic.getRawType()) : Object.class;
    }
}
