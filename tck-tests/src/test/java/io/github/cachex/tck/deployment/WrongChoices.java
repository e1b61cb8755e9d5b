// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.KeyGenerator;
import io.github.cachex.spi.Serializer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import redis.clients.jedis.UnifiedJedis;

/** Beans of which one is too many. */
final class WrongChoices {
    private WrongChoices() {}

    /** Writes and reads nothing. */
    private abstract static class Mute implements Serializer {
        @Override
        public String name() {
            return "mute";
        }

        @Override
        public byte id() {
            return 64;
        }

        @Override
        public byte[] write(Object value, Type type) {
            throw new CacheSerializationException("mute", null);
        }

        @Override
        public Object read(byte[] bytes, Type type) {
            throw new CacheSerializationException("mute", null);
        }
    }

    @Refused(
            value =
                    "KeyGenerator: 2 beans could be meant (§, §$Other); leave one, or mark one as @Alternative with a @Priority",
            beside = TwoGenerators.Other.class)
    @ApplicationScoped
    static class TwoGenerators implements KeyGenerator {
        @Override
        public String generate(Method method, Object[] arguments) {
            return "";
        }

        @ApplicationScoped
        static class Other implements KeyGenerator {
            @Override
            public String generate(Method method, Object[] arguments) {
                return "";
            }
        }
    }

    @Refused(
            value =
                    "Serializer: 2 beans could be meant (§, §$Other); leave one, or mark one as @Alternative with a @Priority",
            beside = TwoSerializers.Other.class)
    @ApplicationScoped
    static class TwoSerializers extends Mute {
        @ApplicationScoped
        static class Other extends Mute {}
    }

    @Refused("UnifiedJedis: 2 beans could be meant (§, §); leave one, or mark one as @Alternative with a @Priority")
    @ApplicationScoped
    static class TwoClients {
        @Produces
        UnifiedJedis one() {
            throw new UnsupportedOperationException();
        }

        @Produces
        UnifiedJedis other() {
            throw new UnsupportedOperationException();
        }
    }
}
