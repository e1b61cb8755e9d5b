// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.condition;

import io.github.cachex.CacheCondition;
import io.github.cachex.core.key.PropertyChain;
import io.github.cachex.core.key.TemplateScope;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.error.MessageText;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
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
    private static final int MOST = 4_000;
    private static final int SHOWN = 200;

    private final Function<String, CacheCondition> beans;

    /** Creates one that finds beans by {@code beans}, which throws a {@link ConditionException} where there is none. */
    public Conditions(Function<String, CacheCondition> beans) {
        this.beans = beans;
    }

    /**
     * Returns the condition that {@code text} is for calls of the method of {@code scope}, before they are made.
     *
     * @throws ConditionException when it is none
     */
    public Condition ofCall(String text, TemplateScope scope) {
        return of(text, scope.method(), reference -> {
            if (reference.equals(RESULT) || reference.startsWith(RESULT + ".")) {
                throw new ConditionException(
                        quoted(text) + " names the result, which is not known before the call; write it in unless");
            }
            return argument(reference, scope);
        });
    }

    /**
     * Returns the condition that {@code text} is for what calls of the method of {@code scope} come to, of {@code type} and
     * class {@code raw}.
     *
     * @throws ConditionException when it is none
     */
    public Condition ofResult(String text, TemplateScope scope, Type type, Class<?> raw) {
        return of(text, scope.method(), reference -> {
            String[] names = reference.split("\\.", -1);
            if (!names[0].equals(RESULT)) {
                return argument(reference, scope);
            }
            PropertyChain chain = chain(reference, type, raw, names);
            return new Operand.Result("{" + reference + "}", chain, raw(chain));
        });
    }

    private Condition of(String text, Method method, Function<String, Operand> references) {
        if (text.length() > MOST) {
            throw new ConditionException(quoted(text) + " has " + text.length() + " characters, more than the " + MOST
                    + " of a condition; name a bean as @name, and write it in Java");
        }
        if (text.startsWith("@")) {
            CacheCondition bean = beans.apply(text.substring(1).strip());
            return (arguments, result) -> bean.holds(method, arguments, result);
        }
        if (text.startsWith("${") || text.startsWith("#{")) {
            return ExpressionCondition.of(text, method);
        }
        return ConditionParser.parse(text, references);
    }

    /** Returns {@code text} as messages name it. */
    static String quoted(String text) {
        return "'" + MessageText.shown(text, SHOWN) + "'";
    }

    private static Operand argument(String reference, TemplateScope scope) {
        int position = scope.names()
                .position(reference, problem -> {
                    throw new ConditionException(problem);
                })
                .orElseThrow();
        PropertyChain chain = chain(reference, scope.type(position), scope.raw(position), reference.split("\\.", -1));
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
