// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.condition;

import io.github.cachex.core.key.ParameterNames;
import io.github.cachex.error.MessageText;
import jakarta.el.ELException;
import jakarta.el.ExpressionFactory;
import jakarta.el.StandardELContext;
import jakarta.el.ValueExpression;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expression in the Jakarta Expression Language, where the application has it. It knows the parameters by their names,
 * all of them as {@code args}, and in {@code unless} the {@code result}.
 */
final class ExpressionCondition implements Condition {
    private static final int MOST_OF_A_REASON = 300;

    private final ExpressionFactory factory;
    private final String text;
    private final List<Optional<String>> names;

    private ExpressionCondition(ExpressionFactory factory, String text, List<Optional<String>> names) {
        this.factory = factory;
        this.text = text;
        this.names = names;
    }

    /**
     * Returns the condition that {@code text} is.
     *
     * @throws ConditionException when it is none, or nobody is there to understand it
     */
    static Condition of(String text, Method method) {
        ExpressionFactory factory;
        try {
            factory = ExpressionFactory.newInstance();
        } catch (ELException | LinkageError e) {
            throw new ConditionException(Conditions.quoted(text)
                    + " is in the Jakarta Expression Language, which the application does not have; write a"
                    + " simple condition such as {0} > 0, name a bean as @name, or add an implementation");
        }
        ExpressionCondition condition = new ExpressionCondition(factory, text, new ParameterNames(method).all());
        try {
            condition.expression(new StandardELContext(factory));
        } catch (StackOverflowError e) {
            throw new ConditionException(
                    Conditions.quoted(text) + " nests too deeply; name a bean as @name, and write it in Java");
        } catch (ELException e) {
            throw new ConditionException(Conditions.quoted(text) + " is no expression: "
                    + MessageText.shown(String.valueOf(e.getMessage()), MOST_OF_A_REASON)
                    + "; write for example ${id > 0}");
        }
        return condition;
    }

    private ValueExpression expression(StandardELContext context) {
        return factory.createValueExpression(context, text, Boolean.class);
    }

    @Override
    public boolean holds(@Nullable Object[] arguments, @Nullable Object result) {
        StandardELContext context = new StandardELContext(factory);
        for (int i = 0; i < names.size(); i++) {
            Object argument = arguments[i];
            names.get(i).ifPresent(name -> set(context, name, argument));
        }
        set(context, "args", arguments);
        set(context, "result", result);
        return Boolean.TRUE.equals(expression(context).getValue(context));
    }

    private void set(StandardELContext context, String name, @Nullable Object value) {
        context.getVariableMapper().setVariable(name, factory.createValueExpression(value, Object.class));
    }
}
