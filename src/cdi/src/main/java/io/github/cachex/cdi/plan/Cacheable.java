// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.core.key.GenericTypes;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.List;
import java.util.Optional;

/** Tells which types can be cached at all: a thing that is used up, or is a handle on something, cannot. */
final class Cacheable {
    private static final String USED_UP = "is used up by its first reader; return a List";
    private static final String PROMISE =
            "is a promise, not a value; return the value itself, or a CompletionStage of it";
    private static final String PROMISES = "is a promise of values; return a List, or a CompletionStage of one";

    private record Refusal(String type, String why) {}

    /** By name, since some are types of libraries that may not be there; the first that fits tells the reason. */
    private static final List<Refusal> REFUSALS = List.of(
            new Refusal("java.util.stream.BaseStream", USED_UP),
            new Refusal("java.util.Iterator", USED_UP),
            new Refusal("java.util.Spliterator", USED_UP),
            new Refusal("java.util.concurrent.CompletionStage", PROMISE),
            new Refusal("java.util.concurrent.Future", PROMISE),
            new Refusal("io.smallrye.mutiny.Uni", PROMISE),
            new Refusal("java.util.concurrent.Flow$Publisher", PROMISES),
            new Refusal("org.reactivestreams.Publisher", PROMISES),
            new Refusal("jakarta.ws.rs.core.Response", "holds a connection; cache the entity in a method of its own"),
            new Refusal(
                    "java.lang.AutoCloseable",
                    "is a resource that somebody closes; return what it holds, for example a List or a byte[]"));

    private Cacheable() {}

    /** Returns why values of {@code type} cannot be cached, with the remedy. */
    static Optional<String> problem(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return Optional.of("the type " + variable
                    + " is not known here; override the method in the bean's class with a type that is");
        }
        Class<?> raw = GenericTypes.raw(type);
        if (raw == Void.class) {
            return Optional.of("Void has no value; remove the annotation");
        }
        if (raw == Optional.class && !(type instanceof ParameterizedType)) {
            return Optional.of("a raw Optional does not say of what; write for example Optional<String>");
        }
        return REFUSALS.stream()
                .filter(refusal -> isA(raw, refusal.type()))
                .findFirst()
                .map(refusal -> raw.getSimpleName() + " cannot be cached: it " + refusal.why())
                .or(() -> ofParts(type));
    }

    private static Optional<String> ofParts(Type type) {
        for (Type part : GenericTypes.parts(type)) {
            Optional<String> problem = GenericTypes.raw(part) == Optional.class
                    ? Optional.of("an Optional inside another type cannot be stored; use the bare type")
                    : problem(part);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static boolean isA(Class<?> raw, String name) {
        return raw.getName().equals(name)
                || raw.getSuperclass() != null && isA(raw.getSuperclass(), name)
                || List.of(raw.getInterfaces()).stream().anyMatch(each -> isA(each, name));
    }
}
