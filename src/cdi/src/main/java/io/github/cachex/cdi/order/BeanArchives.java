// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.order;

import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;

/**
 * Finds the part of a container that sees what the archive of a bean sees. Where each archive has a beans.xml of its own the
 * container that an extension is given tells nothing of the interceptors and decorators that another archive enables.
 */
final class BeanArchives {
    private BeanArchives() {}

    /** Returns that part where the container has one for each archive, as Weld does, or else {@code whole}. */
    static BeanManager of(Bean<?> bean, BeanManager whole) {
        try {
            Method own = bean.getClass().getMethod("getBeanManager");
            return own.invoke(bean) instanceof BeanManager manager ? manager : whole;
        } catch (ReflectiveOperationException | LinkageError e) {
            return whole;
        }
    }
}
