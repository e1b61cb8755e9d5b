// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.condition;

import io.github.cachex.CacheCondition;
import io.github.cachex.core.key.ParameterNames;
import io.github.cachex.core.key.PropertyChain;
import io.github.cachex.error.CacheKeyException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what methods say of their calls: a simple condition, {@code @} and the name of a bean, or an expression in the
 * Jakarta Expression Language.
 */
public final class Conditions {
    private static final String RESULT = "result";

    private final Function<String, CacheCondition> beans;

    /** Creates one that finds beans by {@code beans}, which throws a {@link ConditionException} where there is none. */
    public Conditions(Function<String, CacheCondition> beans) {
        this.beans = beans;
    }

    /**
     * Returns the condition that {@code text} is for calls of {@code method}, before they are made.
     *
     * @throws ConditionException when it is none
     */
    public Condition ofCall(String text, Method method) {
        return of(text, method, reference -> {
            if (reference.equals(RESULT) || reference.startsWith(RESULT + ".")) {
                throw new ConditionException(
                        "'" + text + "' names the result, which is not known before the call; write it in unless");
            }
            return argument(reference, method);
        });
    }

    /**
     * Returns the condition that {@code text} is for what calls of {@code method} come to, of {@code type} and class
     * {@code raw}.
     *
     * @throws ConditionException when it is none
     */
    public Condition ofResult(String text, Method method, Type type, Class<?> raw) {
        return of(text, method, reference -> {
            String[] names = reference.split("\\.", -1);
            if (!names[0].equals(RESULT)) {
                return argument(reference, method);
            }
            PropertyChain chain = chain(reference, type, raw, names);
            return new Operand.Result("{" + reference + "}", chain, raw(chain));
        });
    }

    private Condition of(String text, Method method, Function<String, Operand> references) {
        if (text.startsWith("@")) {
            CacheCondition bean = beans.apply(text.substring(1).strip());
            return (arguments, result) -> bean.holds(method, arguments, result);
        }
        if (text.startsWith("${") || text.startsWith("#{")) {
            return ExpressionCondition.of(text, method);
        }
        return ConditionParser.parse(text, references);
    }

    private static Operand argument(String reference, Method method) {
        int position = new ParameterNames(method)
                .position(reference, problem -> {
                    throw new ConditionException(problem);
                })
                .orElseThrow();
        Parameter parameter = method.getParameters()[position];
        PropertyChain chain =
                chain(reference, parameter.getParameterizedType(), parameter.getType(), reference.split("\\.", -1));
        return new Operand.Argument("{" + reference + "}", position, chain, raw(chain));
    }

    private static PropertyChain chain(String reference, Type type, Class<?> raw, String[] names) {
        try {
            List<String> properties = Arrays.asList(names).subList(1, names.length);
            return new PropertyChain(type, raw, properties);
        } catch (CacheKeyException e) {
            throw new ConditionException("{" + reference + "} " + e.getMessage());
        }
    }

    private static Class<?> raw(PropertyChain chain) {
        return MethodType.methodType(chain.raw()).wrap().returnType();
    }
}
