// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

/** Tells a bean's own class from the subclass that a container makes to intercept it. */
final class BeanClass {
    private BeanClass() {}

    static Class<?> of(Object target) {
        Class<?> type = target.getClass();
        while (isGenerated(type) && type.getSuperclass() != null && type.getSuperclass() != Object.class) {
            type = type.getSuperclass();
        }
        return type;
    }

    /** Weld, OpenWebBeans and Quarkus mark theirs as synthetic; the names are for those that do not. */
    private static boolean isGenerated(Class<?> type) {
        return type.isSynthetic()
                || type.getName().contains("$$")
                || type.getName().contains("$Proxy$")
                || type.getName().endsWith("_Subclass");
    }
}
