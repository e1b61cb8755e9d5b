// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

/**
 * An annotated method, as keys call it.
 *
 * @param bean the class of its bean
 * @param name its name
 * @param annotation the simple name of its annotation
 */
public record ConfigurableMethod(Class<?> bean, String name, String annotation) {
    /** Returns what keys of its settings begin with. */
    String place() {
        return bean.getName() + '/' + name;
    }
}
