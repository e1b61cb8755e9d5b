// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** Tells the methods that carry our bindings though no container can intercept them. */
final class Unproxyable {
    private Unproxyable() {}

    static boolean isBound(Class<?> bean, Method method) {
        int modifiers = method.getModifiers();
        boolean closed = Modifier.isPrivate(modifiers)
                || Modifier.isStatic(modifiers)
                || Modifier.isFinal(modifiers)
                || Modifier.isFinal(bean.getModifiers());
        return closed && AnnotatedMethods.isIntercepted(bean, method);
    }
}
