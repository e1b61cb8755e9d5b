// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import io.github.cachex.CachexKey;
import io.github.cachex.CachexValue;
import io.github.cachex.spi.KeyGenerator;
import io.github.cachex.spi.KeyText;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes ids from the arguments alone, so that a fetch and an invalidation with the same parameters meet. If parameters are
 * marked {@link CachexKey}, those take part; otherwise, all but the one marked {@link CachexValue}. A single argument
 * stands alone, several are joined with colons, and a method without any has the id {@code ()}.
 */
public final class DefaultKeyGenerator implements KeyGenerator {
    private static final String NO_ARGUMENTS = "()";

    private final Map<Method, int[]> positions = new ConcurrentHashMap<>();

    @Override
    public String generate(Method method, @Nullable Object[] arguments) {
        int[] taking = positions.computeIfAbsent(method, DefaultKeyGenerator::positions);
        if (taking.length == 0) {
            return NO_ARGUMENTS;
        }
        Class<?>[] types = method.getParameterTypes();
        StringBuilder id = new StringBuilder(16 * taking.length);
        for (int position : taking) {
            if (id.length() > 0) {
                id.append(':');
            }
            KeyText.append(id, types[position], arguments[position]);
        }
        return id.toString();
    }

    /** Returns the positions of the arguments that take part in the ids of {@code method}. */
    public static int[] positions(Method method) {
        Parameter[] parameters = method.getParameters();
        boolean marked = Stream.of(parameters).anyMatch(parameter -> parameter.isAnnotationPresent(CachexKey.class));
        return IntStream.range(0, parameters.length)
                .filter(i -> !parameters[i].isAnnotationPresent(CachexValue.class))
                .filter(i -> !marked || parameters[i].isAnnotationPresent(CachexKey.class))
                .toArray();
    }

    /** Returns how many arguments take part in the ids of {@code method}; ids of as many parts may be the same. */
    public static int parts(Method method) {
        return positions(method).length;
    }

    /** Returns the template of the same ids, with {@code {}} in place of each argument. */
    public static String form(Method method) {
        int parts = parts(method);
        return parts == 0 ? NO_ARGUMENTS : String.join(":", Collections.nCopies(parts, "{}"));
    }

    /** Returns why no id can be made from the arguments of {@code method}, each as one line; empty if it can. */
    public static List<String> problems(Method method) {
        List<String> problems = new ArrayList<>();
        Parameter[] parameters = method.getParameters();
        int[] taking = positions(method);
        for (int position : taking) {
            ValueTypes.offender(parameters[position].getParameterizedType())
                    .ifPresent(type -> problems.add(Methods.parameter(method, position) + ": values of type " + type
                            + " do not say what they are, so they cannot take part in a generated key; give a key"
                            + " template, or mark the parameters that identify the value @CachexKey"));
        }
        if (taking.length == 0 && parameters.length > 0) {
            problems.add("no parameter is left to make a key from, so all calls would share one"
                    + " entry; mark the parameters that identify the value @CachexKey, or give a key template");
        }
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i].isAnnotationPresent(CachexKey.class)
                    && parameters[i].isAnnotationPresent(CachexValue.class)) {
                problems.add(Methods.parameter(method, i) + ": is both @CachexKey and @CachexValue; choose one");
            }
        }
        return problems;
    }
}
