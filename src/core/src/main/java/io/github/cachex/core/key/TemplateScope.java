// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the templates of a method may name: its parameters, of the types that its bean gives them, and perhaps its result, which
 * comes after the last argument. Immutable.
 */
public final class TemplateScope {
    /** What templates call the result. */
    public static final String RESULT = "result";

    private final Method method;
    private final ParameterNames names;
    private final List<Type> types;

    private TemplateScope(Method method, List<Type> types) {
        this.method = method;
        this.names = new ParameterNames(method);
        this.types = List.copyOf(types);
    }

    /** Returns that of {@code method} in the class that declares it. */
    public static TemplateScope of(Method method) {
        return of(method.getDeclaringClass(), method);
    }

    /** Returns that of {@code method} in {@code bean}. */
    public static TemplateScope of(Class<?> bean, Method method) {
        GenericTypes generics = GenericTypes.of(bean);
        List<Type> types = new ArrayList<>();
        for (Type type : method.getGenericParameterTypes()) {
            types.add(generics.resolve(type));
        }
        return new TemplateScope(method, types);
    }

    /** Returns this with a result of {@code type}. */
    public TemplateScope withResult(Type type) {
        List<Type> more = new ArrayList<>(types);
        more.add(type);
        return new TemplateScope(method, more);
    }

    /** Returns the method. */
    public Method method() {
        return method;
    }

    /** Returns the names of the parameters. */
    public ParameterNames names() {
        return names;
    }

    /** Returns the type of what is at {@code position}. */
    public Type type(int position) {
        return types.get(position);
    }

    /** Returns the class of what is at {@code position}, as far as that is declared. */
    public Class<?> raw(int position) {
        return position < method.getParameterCount()
                ? GenericTypes.raw(types.get(position), method.getParameterTypes()[position])
                : GenericTypes.raw(types.get(position));
    }

    /**
     * Returns the position of what {@code reference} begins with, by number or by name; empty, and told to {@code problems} with
     * its remedy, where there is none.
     */
    Optional<Integer> position(String reference, Consumer<String> problems) {
        boolean result = types.size() > method.getParameterCount()
                && (reference.equals(RESULT) || reference.startsWith(RESULT + '.'));
        if (result && names.all().contains(Optional.of(RESULT))) {
            problems.accept("{" + reference + "} could be the parameter of that name or what the method returns;"
                    + " give the parameter another name by @CachexKey");
            return Optional.empty();
        }
        return result ? Optional.of(method.getParameterCount()) : names.position(reference, problems);
    }

    /** Returns a name that more than one parameter has. */
    Optional<String> ambiguous() {
        return names.ambiguous();
    }
}
