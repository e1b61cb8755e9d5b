// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.junit;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A {@link CachexTest} whose entries live in a real Redis, which is started for the class and ended after it: see
 * {@link io.github.cachex.testkit.redis.RedisServer} for where it comes from. Time is then Redis's own, and each test has a prefix of its
 * own. Needs {@code cachex-backend-redis} on the class path.
 */
@Inherited
@Target(TYPE)
@Retention(RUNTIME)
@ExtendWith(RedisExtension.class)
public @interface WithRedis {
    /** What it is started with, such as {@code "--maxmemory", "1mb"}. */
    String[] value() default {};
}
