// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import io.github.cachex.CachexKey;
import io.github.cachex.CachexValue;
import io.github.cachex.spi.KeyGenerator;
import io.github.cachex.spi.KeyText;
import io.github.cachex.spi.ValueTypes;
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

    /** What the ids of a method are made of: the positions of arguments, and their classes as far as they are declared. */
    private record Parts(int[] positions, List<Class<?>> types) {
        static Parts of(Class<?> bean, Method method) {
            TemplateScope scope = TemplateScope.of(bean, method);
            int[] positions = DefaultKeyGenerator.positions(method);
            return new Parts(
                    positions,
                    IntStream.of(positions).<Class<?>>mapToObj(scope::raw).toList());
        }
    }

    private final Class<?> bean;
    private final Map<Method, Parts> parts = new ConcurrentHashMap<>();

    /** Creates one for the methods of {@code bean}, which says what their type variables stand for. */
    public DefaultKeyGenerator(Class<?> bean) {
        this.bean = bean;
    }

    @Override
    public String generate(Method method, @Nullable Object[] arguments) {
        Parts taking = parts.computeIfAbsent(method, known -> Parts.of(bean, known));
        int[] positions = taking.positions();
        if (positions.length == 0) {
            return NO_ARGUMENTS;
        }
        StringBuilder id = new StringBuilder(16 * positions.length);
        for (int i = 0; i < positions.length; i++) {
            if (i > 0) {
                id.append(':');
            }
            KeyText.append(id, taking.types().get(i), arguments[positions[i]]);
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

    /** Returns the classes of what takes part in the ids of {@code method} of {@code bean}, as far as they are declared. */
    public static List<Class<?>> types(Class<?> bean, Method method) {
        return Parts.of(bean, method).types();
    }

    /** Returns why no id can be made from the arguments of the method of {@code scope}, each as one line; empty if it can. */
    public static List<String> problems(TemplateScope scope) {
        Method method = scope.method();
        List<String> problems = new ArrayList<>();
        Parameter[] parameters = method.getParameters();
        int[] taking = positions(method);
        for (int position : taking) {
            ValueTypes.offender(scope.type(position))
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
