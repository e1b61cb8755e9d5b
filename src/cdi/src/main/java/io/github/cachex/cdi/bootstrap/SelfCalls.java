// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.bootstrap.CallsOnThis.Call;
import io.github.cachex.cdi.plan.MethodNames;
import io.github.cachex.spi.LineLogger;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.Type;

/** Finds calls of annotated methods on {@code this}: no container sees them, so that the method simply runs. */
final class SelfCalls {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    /** As compilers name the methods that lambdas become. */
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");

    private SelfCalls() {}

    /** Returns a warning for each method of {@code bean}, or of a supertype, and each of the annotated {@code methods} that it calls so. */
    static Set<String> warnings(Class<?> bean, List<Method> methods) {
        List<Method> annotated = methods.stream()
                .filter(method -> AnnotatedMethods.isIntercepted(bean, method))
                .filter(method -> !Unproxyable.isBound(bean, method))
                .toList();
        Set<String> warnings = new LinkedHashSet<>();
        if (!annotated.isEmpty()) {
            for (Class<?> type : ownClasses(bean)) {
                for (Call call : calls(type)) {
                    annotated.stream()
                            .filter(method -> isMeant(type, call, method))
                            .forEach(method -> warnings.add(warning(bean, type, call, method)));
                }
            }
        }
        return warnings;
    }

    /** Returns the calls that stand in {@code type}; none where ASM was left out, or is a server's that is too old. */
    private static List<Call> calls(Class<?> type) {
        try {
            return CallsOnThis.of(type);
        } catch (LinkageError e) {
            LOG.debug(() -> type.getName() + ": nothing is there to read its class file for calls on this", e);
            return List.of();
        }
    }

    /** Returns {@code bean}, its superclasses but for the platform's, and its interfaces. */
    private static List<Class<?>> ownClasses(Class<?> bean) {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> type = bean; type != null && !type.getName().startsWith("java."); type = type.getSuperclass()) {
            classes.add(type);
        }
        classes.addAll(Overrides.interfaces(bean));
        return classes;
    }

    /** Returns whether {@code call}, which stands in {@code type}, comes to {@code method}. */
    private static boolean isMeant(Class<?> type, Call call, Method method) {
        Class<?> declaring = method.getDeclaringClass();
        return call.name().equals(method.getName())
                && call.descriptor().equals(Type.getMethodDescriptor(method))
                && (!call.isSuper() || declaring != type && declaring.isAssignableFrom(type));
    }

    private static String warning(Class<?> bean, Class<?> type, Call call, Method method) {
        Matcher lambda = LAMBDA.matcher(call.caller());
        String caller = !lambda.matches() ? call.caller() : lambda.group(1).equals("new") ? "<init>" : lambda.group(1);
        String name = MethodNames.of(bean, method).substring(bean.getName().length() + 1);
        return type.getName() + '.' + caller + ": calls " + name
                + " on this, which no interceptor sees, so that nothing is "
                + LostAnnotations.missed(bean, method)
                + "; move one of them to another bean or, in a bean with a scope such as"
                + " @ApplicationScoped, call it through @Inject " + type.getSimpleName() + " self";
    }
}
