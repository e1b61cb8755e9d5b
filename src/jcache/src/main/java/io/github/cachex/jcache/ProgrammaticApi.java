// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import java.util.Optional;
import java.util.ServiceLoader;
import javax.cache.spi.CachingProvider;

/** The part of JSR-107 that Cachex does not offer: caches that one asks a provider for. Another library may. */
final class ProgrammaticApi {
    private ProgrammaticApi() {}

    /** Returns whether another library offers it to the application. */
    static boolean isProvided() {
        ClassLoader loader = Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .orElseGet(ProgrammaticApi.class::getClassLoader);
        return ServiceLoader.load(CachingProvider.class, loader).stream()
                .findAny()
                .isPresent();
    }

    /** Returns why what is injected at {@code place} is not there, and the remedy. */
    static String refusal(String place) {
        return place + ": Cachex serves the annotations of JSR-107, and no CacheManager or Cache; inject"
                + " @Cachex(\"…\") CacheHandler, or add a JCache provider";
    }
}
