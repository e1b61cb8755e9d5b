// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.core.key.GenericTypes;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Reads what the value of a {@code CachexFetch} or {@code CachexPut} is: what the method returns, or an argument. */
final class ReturnShapeReader {
    private final AnnotatedBeanMethod annotated;
    private final CacheAnnotation kind;
    private final OptionalInt storedArgument;

    ReturnShapeReader(AnnotatedBeanMethod annotated, CacheAnnotation kind) {
        this.annotated = annotated;
        this.kind = kind;
        this.storedArgument = kind == CacheAnnotation.PUT ? findStoredArgument() : OptionalInt.empty();
    }

    /** Returns the value; empty if it cannot be cached. */
    Optional<ReturnShape> read() {
        return declared().flatMap(this::shape);
    }

    /** Returns the type of what the method returns, a stage around it taken away, or of the argument; empty if there is nothing. */
    Optional<Type> declared() {
        return storedArgument.isPresent()
                ? Optional.of(annotated.method().getGenericParameterTypes()[storedArgument.getAsInt()])
                        .map(type -> GenericTypes.of(annotated.bean()).resolve(type))
                : returned();
    }

    /** Returns the position of the argument that is the value; empty where it is what the method returns. */
    OptionalInt storedArgument() {
        return storedArgument;
    }

    /** Returns whether the method answers by a stage. */
    boolean isLater() {
        return ReturnShape.isStage(GenericTypes.raw(returnType()));
    }

    private OptionalInt findStoredArgument() {
        Method method = annotated.method();
        int[] marked = IntStream.range(0, method.getParameterCount())
                .filter(i -> MethodAnnotations.isValue(method.getParameters()[i]))
                .toArray();
        if (marked.length == 0) {
            return OptionalInt.empty();
        }
        if (marked.length > 1) {
            annotated.problems().accept("@CachexValue marks " + marked.length + " parameters; mark the one to store");
        }
        if (!answersNothing() && !MethodAnnotations.isForeignValue(method.getParameters()[marked[0]])) {
            annotated
                    .problems()
                    .accept(
                            "@CachexValue on a method that returns a value, which is what is stored; remove @CachexValue");
        }
        return OptionalInt.of(marked[0]);
    }

    private boolean answersNothing() {
        return returnType() == void.class
                || isLater()
                        && ReturnShape.promised(returnType())
                                .filter(promised -> promised == Void.class)
                                .isPresent();
    }

    private Type returnType() {
        return GenericTypes.of(annotated.bean()).resolve(annotated.method().getGenericReturnType());
    }

    private Optional<Type> returned() {
        Class<?> raw = GenericTypes.raw(returnType());
        if (raw == void.class || kind == CacheAnnotation.PUT && answersNothing()) {
            annotated
                    .problems()
                    .accept(
                            kind == CacheAnnotation.FETCH
                                    ? "@CachexFetch on a void method, which returns nothing to cache; return the value"
                                    : "@CachexPut on a void method without @CachexValue; mark the parameter to store with it");
            return Optional.empty();
        }
        if (!ReturnShape.isStage(raw)) {
            return Optional.of(returnType());
        }
        Optional<Type> promised = ReturnShape.promised(returnType());
        if (promised.isEmpty()) {
            annotated.problem(
                    kind,
                    ": " + raw.getSimpleName() + " does not say of what; write for example " + raw.getSimpleName()
                            + "<String>");
        }
        return promised.map(type -> GenericTypes.of(annotated.bean()).resolve(type));
    }

    /** Returns what is declared as {@code type}; empty if it cannot be cached. */
    Optional<ReturnShape> shape(Type type) {
        Type value = boxed(type);
        Optional<String> problem = Cacheable.problem(value);
        problem.ifPresent(why -> annotated.problem(kind, ": " + why));
        return problem.isPresent() ? Optional.empty() : Optional.of(ReturnShape.of(value, isLater(), storedArgument));
    }

    /** Returns {@code type}, or the class of its objects where it is primitive. */
    static Type boxed(Type type) {
        return type instanceof Class<?> plain && plain.isPrimitive()
                ? MethodType.methodType(plain).wrap().returnType()
                : type;
    }
}
