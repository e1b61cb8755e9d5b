// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.junit;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * A test class with Cachex: each test has a backend in memory of its own, on a clock that it moves, with operations that it makes
 * fail, and hears all events. Parameters of test methods and fields that are {@link Given} are a
 * {@link io.github.cachex.testkit.ManualClock}, a {@link io.github.cachex.testkit.FaultyBackend}, a
 * {@link io.github.cachex.testkit.RecordingListener}, {@link io.github.cachex.Caches}, a {@link io.github.cachex.CacheHandler}, or with
 * {@link WithRedis} a {@link io.github.cachex.testkit.redis.RedisServer}.
 *
 * <pre>{@code
 * @CachexTest("cachex.ttl=5m")
 * class PricesTest {
 *     @Test
 *     void priceIsLoadedOnce(@Given("prices") CacheHandler prices) { … }
 * }
 * }</pre>
 *
 * <p>A container that starts while a test runs uses the same backend and configuration: they are system properties meanwhile, so that
 * such tests do not run beside others of that kind in one JVM. Put this annotation above that which starts the container.
 */
@Inherited
@Target(TYPE)
@Retention(RUNTIME)
@ExtendWith(CachexTestExtension.class)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
public @interface CachexTest {
    /**
     * Settings, each as {@code key=value}, which go before those that the extension makes: no jitter, a prefix for each test, and
     * without {@link WithRedis} no near cache, since that has a clock of its own.
     */
    String[] value() default {};
}
