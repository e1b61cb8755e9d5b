// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;

/** Tells which types can be cached at all: a thing that is used up, or is a handle on something, cannot. */
final class Cacheable {
    private static final Map<Class<?>, String> REFUSED = Map.of(
            Iterator.class, "it is used up by the first caller; return a List",
            Spliterator.class, "it is used up by the first caller; return a List",
            CompletionStage.class, "it is a promise, not a value; return the value itself",
            Future.class, "it is a promise, not a value; return the value itself",
            Flow.Publisher.class, "it is a promise of values; return a List");
    /** Types of libraries that may not be there. */
    private static final Map<String, String> REFUSED_BY_NAME = Map.of(
            "jakarta.ws.rs.core.Response", "it holds a connection; cache the entity in a method of its own",
            "org.reactivestreams.Publisher", "it is a promise of values; return a List",
            "io.smallrye.mutiny.Uni", "it is a promise, not a value; return the value itself");

    private Cacheable() {}

    /** Returns why values of {@code type} cannot be cached, with the remedy. */
    static Optional<String> problem(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return Optional.of("its type " + variable
                    + " is not known here; override the method in the bean's class with a" + " type that is");
        }
        Class<?> raw = GenericTypes.raw(type);
        if (raw == Void.class) {
            return Optional.of("Void has no value; remove the annotation");
        }
        if (raw == Optional.class && !(type instanceof ParameterizedType)) {
            return Optional.of("a raw Optional does not say of what; write for example Optional<String>");
        }
        return refusal(raw)
                .map(why -> raw.getSimpleName() + " cannot be cached: " + why)
                .or(() -> List.of(GenericTypes.parts(type)).stream()
                        .map(part -> raw != Optional.class && GenericTypes.raw(part) == Optional.class
                                ? Optional.of("an Optional inside another type cannot be stored; use the bare type")
                                : problem(part))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static Optional<String> refusal(Class<?> raw) {
        for (Map.Entry<Class<?>, String> refused : REFUSED.entrySet()) {
            if (refused.getKey().isAssignableFrom(raw)) {
                return Optional.of(refused.getValue());
            }
        }
        for (Map.Entry<String, String> refused : REFUSED_BY_NAME.entrySet()) {
            if (isA(raw, refused.getKey())) {
                return Optional.of(refused.getValue());
            }
        }
        return AutoCloseable.class.isAssignableFrom(raw)
                ? Optional.of(
                        "it is a resource that somebody closes; return what it holds, for example a List or a byte[]")
                : Optional.empty();
    }

    private static boolean isA(Class<?> raw, String name) {
        return raw.getName().equals(name)
                || raw.getSuperclass() != null && isA(raw.getSuperclass(), name)
                || List.of(raw.getInterfaces()).stream().anyMatch(each -> isA(each, name));
    }
}
