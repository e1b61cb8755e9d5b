// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheValue;

/** Tells which parameters make a key: those marked {@code CacheKey}; otherwise, all but the one marked {@code CacheValue}. */
final class KeyParameters {
    /** As Cachex has it for a method without parameters. */
    private static final String NO_ARGUMENTS = "()";

    private KeyParameters() {}

    /** Returns their positions, in order. */
    static List<Integer> positions(Method method) {
        Parameter[] parameters = method.getParameters();
        boolean marked = Arrays.stream(parameters).anyMatch(parameter -> parameter.isAnnotationPresent(CacheKey.class));
        return IntStream.range(0, parameters.length)
                .filter(i -> marked ? parameters[i].isAnnotationPresent(CacheKey.class) : !isValue(parameters[i]))
                .boxed()
                .toList();
    }

    /** Returns the position of the parameter that is the value. */
    static OptionalInt value(Method method) {
        Parameter[] parameters = method.getParameters();
        return IntStream.range(0, parameters.length)
                .filter(i -> isValue(parameters[i]))
                .findFirst();
    }

    /** Returns whether {@code parameter} is marked as the value. */
    static boolean isValue(Parameter parameter) {
        return parameter.isAnnotationPresent(CacheValue.class);
    }

    /** Returns the key template of {@code method}. */
    static String template(Method method) {
        List<Integer> positions = positions(method);
        return positions.isEmpty()
                ? NO_ARGUMENTS
                : positions.stream().map(position -> "{" + position + "}").collect(Collectors.joining(":"));
    }
}
