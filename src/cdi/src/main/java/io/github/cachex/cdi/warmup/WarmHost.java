// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import io.github.cachex.CacheHandler;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.concurrent.Executor;

/** What a warm-up needs of the application that it runs in; a normal-scoped bean. */
public interface WarmHost {
    /** Returns the cache of that name. */
    CacheHandler cache(String name);

    /** Returns whether the cache of that name is switched on. */
    boolean isOn(String cache);

    /** Returns whether {@code method} of {@code bean} is one whose values would be cached, if it or its cache were not switched off. */
    boolean isOff(Class<?> bean, Method method);

    /** Notes that a warm-up has come to an entry of the cache of that name. */
    void warmed(String cache);

    /** Notes the same of the cache of what {@code method} of {@code bean} fetches, if it does. */
    void warmed(Class<?> bean, Method method);

    /** Returns the beans of the application. */
    Collection<Bean<?>> beans();

    /** Returns the container, which makes references to them. */
    BeanManager container();

    /** Returns where threads come from. */
    Executor threads();

    /** Runs {@code task} in a request context of its own. */
    <T, E extends Exception> T inRequest(Task<T, E> task) throws E;

    /** Something to do within a request. */
    @FunctionalInterface
    interface Task<T, E extends Exception> {
        /** Does it. */
        T run() throws E;
    }

    /** Returns what is configured. */
    WarmSettings warmSettings();
}
