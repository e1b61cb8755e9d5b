// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.CachexValue;
import io.github.cachex.core.key.GenericTypes;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Reads what the value of a {@code CachexFetch} or {@code CachexPut} is: what the method returns, or an argument. */
final class AnswerReader {
    private final Site site;
    private final Kind kind;
    private final OptionalInt storedArgument;

    AnswerReader(Site site, Kind kind) {
        this.site = site;
        this.kind = kind;
        this.storedArgument = kind == Kind.PUT ? findStoredArgument() : OptionalInt.empty();
    }

    /** Returns the position of the argument that is stored; empty where it is what the method returns. */
    OptionalInt storedArgument() {
        return storedArgument;
    }

    /** Returns the value; empty if it cannot be cached. */
    Optional<Answer> read() {
        return storedArgument.isPresent()
                ? answer(site.method().getGenericParameterTypes()[storedArgument.getAsInt()])
                : returned();
    }

    /** Returns whether the method answers by a stage. */
    boolean isLater() {
        return Answer.isStage(GenericTypes.raw(returnType()));
    }

    private OptionalInt findStoredArgument() {
        Method method = site.method();
        int[] marked = IntStream.range(0, method.getParameterCount())
                .filter(i -> method.getParameters()[i].isAnnotationPresent(CachexValue.class))
                .toArray();
        if (marked.length == 0) {
            return OptionalInt.empty();
        }
        if (marked.length > 1) {
            site.problems().accept("@CachexValue marks " + marked.length + " parameters; mark the one to store");
        }
        if (!answersNothing()) {
            site.problems()
                    .accept(
                            "@CachexValue on a method that returns a value, which is what is stored; remove @CachexValue");
        }
        return OptionalInt.of(marked[0]);
    }

    private boolean answersNothing() {
        return returnType() == void.class
                || Answer.isStage(GenericTypes.raw(returnType()))
                        && Answer.promised(returnType())
                                .filter(promised -> promised == Void.class)
                                .isPresent();
    }

    private Type returnType() {
        return GenericTypes.of(site.bean()).resolve(site.method().getGenericReturnType());
    }

    private Optional<Answer> returned() {
        Class<?> raw = GenericTypes.raw(returnType());
        if (raw == void.class || kind == Kind.PUT && answersNothing()) {
            site.problems()
                    .accept(
                            kind == Kind.FETCH
                                    ? "@CachexFetch on a void method, which returns nothing to cache; return the value"
                                    : "@CachexPut on a void method without @CachexValue; mark the parameter to store with it");
            return Optional.empty();
        }
        if (!Answer.isStage(raw)) {
            return answer(returnType());
        }
        Optional<Type> promised = Answer.promised(returnType());
        if (promised.isEmpty()) {
            site.problem(
                    kind,
                    ": " + raw.getSimpleName() + " does not say of what; write for example " + raw.getSimpleName()
                            + "<String>");
        }
        return promised.flatMap(this::answer);
    }

    /** Returns what is declared as {@code type}; empty if it cannot be cached. */
    private Optional<Answer> answer(Type type) {
        Type value = boxed(GenericTypes.of(site.bean()).resolve(type));
        Optional<String> problem = Cacheable.problem(value);
        problem.ifPresent(why -> site.problem(kind, ": " + why));
        return problem.isPresent() ? Optional.empty() : Optional.of(Answer.of(value));
    }

    private static Type boxed(Type type) {
        return type instanceof Class<?> plain && plain.isPrimitive()
                ? MethodType.methodType(plain).wrap().returnType()
                : type;
    }
}
