// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import io.github.cachex.error.CacheSerializationException;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes, reads and writes again, and says what got lost on the way. */
final class RoundTrip {
    private final JsonbSerializer serializer;
    private final boolean standard;

    RoundTrip(JsonbSerializer serializer, boolean standard) {
        this.serializer = serializer;
        this.standard = standard;
    }

    Optional<String> flaw(Object value, Type type, byte[] written) {
        Object back;
        Object again;
        try {
            back = serializer.read(written, type);
            again = serializer.read(written, type);
        } catch (CacheSerializationException e) {
            return Optional.of(new Culprit(serializer).of(value, type));
        }
        Object json = json(written);
        return new Likeness(standard)
                .difference(value, back, again, json)
                .map(difference -> value.getClass().getTypeName() + difference)
                .or(() -> otherContent(value, type, back, written, json));
    }

    private Optional<String> otherContent(Object value, Type type, Object back, byte[] written, @Nullable Object json) {
        byte[] rewritten = serializer.write(back, type);
        if (Arrays.equals(written, rewritten)) {
            return Optional.empty();
        }
        Object other = json(rewritten);
        if (JsonContent.same(json, other)) {
            return Optional.empty();
        }
        String lost = json instanceof Map<?, ?> members && other instanceof Map<?, ?> others
                ? JsonContent.differing(members, others)
                : "its members";
        return Optional.of(value.getClass().getTypeName() + ": " + lost + " came back different; " + Remedies.WRITABLE);
    }

    private @Nullable Object json(byte[] bytes) {
        try {
            return serializer.read(bytes, Object.class);
        } catch (CacheSerializationException e) {
            // An empty Optional is written as null, which is nothing to compare.
            return null;
        }
    }
}
