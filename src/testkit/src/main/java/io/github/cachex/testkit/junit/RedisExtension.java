// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.junit;

import io.github.cachex.testkit.redis.RedisServer;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts a Redis before the tests of a class, and ends it after them. Nested classes share their outer class's. */
final class RedisExtension implements BeforeAllCallback, AfterAllCallback {
    private static final Namespace OURS = Namespace.create(RedisExtension.class);

    /** Returns the server that tests in {@code context} have. */
    static Optional<RedisServer> server(ExtensionContext context) {
        return Optional.ofNullable(store(context).get(RedisServer.class, RedisServer.class));
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(OURS);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (server(context).isEmpty()) {
            String[] arguments = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), WithRedis.class)
                    .map(WithRedis::value)
                    .orElse(new String[0]);
            store(context).put(RedisServer.class, RedisServer.start(arguments));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Optional.ofNullable(store(context).remove(RedisServer.class, RedisServer.class))
                .ifPresent(RedisServer::close);
    }
}
