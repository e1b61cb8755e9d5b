// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.TagState;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What reads marks and messages as Redis has them, called without a Redis. */
final class RedisFormats {
    private final MethodHandle message;
    private final MethodHandle answer;
    private final MethodHandle synced;

    RedisFormats() throws ReflectiveOperationException {
        String home = "io.github.cachex.backend.redis.";
        Class<?> tags = Class.forName(home + "RedisTags");
        Class<?> answers = Class.forName(home + "ScriptReply");
        Lookup inside = MethodHandles.privateLookupIn(tags, MethodHandles.lookup());
        message = inside.findStatic(
                Class.forName(home + "LinkMessage"),
                "of",
                MethodType.methodType(Consumer.class, CacheSpace.class, byte[].class, long.class));
        answer = inside.findStatic(answers, "of", MethodType.methodType(answers, Object.class));
        synced = inside.findStatic(tags, "synced", MethodType.methodType(TagState.class, answers, Map.class));
    }

    /** Tells {@code listener} what {@code text} says of {@code space}. */
    @SuppressWarnings("unchecked")
    void tell(CacheSpace space, byte[] text, long highest, LinkListener listener) throws Throwable {
        ((Consumer<LinkListener>) message.invoke(space, text, highest)).accept(listener);
    }

    /** Returns what the script's answer {@code parts} to a sync says. */
    TagState synced(List<?> parts) throws Throwable {
        return (TagState) synced.invoke(answer.invoke((Object) parts), new LinkedHashMap<String, Long>());
    }
}
