// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.cdi.condition.Condition;
import io.github.cachex.cdi.condition.ConditionException;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.core.key.GenericTypes;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which calls of a method an annotation is for, and which of their values are stored. Where that cannot be told, a fetch or a put
 * does nothing and an invalidation invalidates. Immutable.
 *
 * @param method names the method in messages
 * @param kind the annotation
 * @param when holds for the calls that it is for; empty for all
 * @param unless holds for the values that are not; empty for none
 */
record CallConditions(
        String method, CacheAnnotation kind, Optional<Condition> when, Optional<Condition> unless, Faults faults) {
    /** Reads what {@code written} says; empty if something is wrong with it. */
    static Optional<CallConditions> read(
            AnnotatedBeanMethod annotated, CacheAnnotation kind, AnnotationTexts written, Type value) {
        Optional<String> when = written.text("when");
        Optional<String> unless = written.text("unless");
        Optional<Condition> call = when.flatMap(text -> sound(
                annotated, kind, " when: ", text, from -> annotated.conditions().ofCall(from, annotated.scope())));
        Optional<Condition> result = unless.flatMap(text -> sound(
                annotated,
                kind,
                " unless: ",
                text,
                from -> annotated.conditions().ofResult(from, annotated.scope(), value, GenericTypes.raw(value))));
        return when.isPresent() != call.isPresent() || unless.isPresent() != result.isPresent()
                ? Optional.empty()
                : Optional.of(new CallConditions(
                        MethodNames.of(annotated.bean(), annotated.method()), kind, call, result, new Faults()));
    }

    private static Optional<Condition> sound(
            AnnotatedBeanMethod annotated,
            CacheAnnotation kind,
            String member,
            String text,
            Function<String, Condition> reader) {
        try {
            return Optional.of(reader.apply(text));
        } catch (ConditionException e) {
            annotated.problem(kind, member + e.getMessage());
            return Optional.empty();
        }
    }

    /** Returns whether the annotation is for every call. */
    boolean isForAll() {
        return when.isEmpty();
    }

    /** Returns whether all values are stored. */
    boolean isKeepingAll() {
        return unless.isEmpty();
    }

    boolean isFor(@Nullable Object[] arguments) {
        return when.isEmpty() || holds("when", when.get(), arguments, null, kind == CacheAnnotation.INVALIDATE);
    }

    boolean keeps(@Nullable Object[] arguments, @Nullable Object content) {
        return unless.isEmpty() || !holds("unless", unless.get(), arguments, content, true);
    }

    private boolean holds(
            String member,
            Condition condition,
            @Nullable Object[] arguments,
            @Nullable Object result,
            boolean otherwise) {
        try {
            return condition.holds(arguments, result);
        } catch (Throwable e) {
            faults.report(
                    method + ": a call is "
                            + (kind == CacheAnnotation.INVALIDATE ? "taken for one that invalidates" : "not cached")
                            + ", since its condition (" + member + ") failed",
                    e);
            return otherwise;
        }
    }
}
