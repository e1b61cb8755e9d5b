// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.RoundTripComparison;
import io.github.cachex.spi.RoundTripComparison.Difference;
import io.github.cachex.spi.RoundTripComparison.Rules;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads back what was written, compares, and says what got lost on the way. */
final class RoundTrip {
    private final JsonbSerializer serializer;
    private final boolean standard;
    private final RoundTripComparison comparison;

    /** @param standard whether JSON-B runs with Cachex's own configuration, so that its rules for beans are known */
    RoundTrip(JsonbSerializer serializer, boolean standard) {
        this.serializer = serializer;
        this.standard = standard;
        this.comparison = RoundTripComparison.by(standard ? new BeanRules() : new Rules() {});
    }

    Optional<String> flaw(Object value, Type type, byte[] written, boolean leftOutAllowed) {
        try {
            return (leftOutAllowed ? comparison.allowingLeftOut() : comparison)
                    .difference(value, type, () -> serializer.read(written, type))
                    .map(difference -> difference.message(value, remedy(difference)))
                    .or(() -> standard ? Optional.empty() : otherContent(value, type, written));
        } catch (CacheSerializationException e) {
            return Optional.of(new UnreadablePart(serializer).of(value, type));
        }
    }

    private static @Nullable String remedy(Difference difference) {
        return switch (difference.kind()) {
            case OBJECTION -> null;
            case CLASS -> Remedies.NAMED;
            case KEYS -> "use keys of type String, and none that is null";
            case ELEMENTS -> "declare their class, make them records or give them setters, or use another serializer";
            case ORDER -> Remedies.ORDER;
            case COMPARATOR -> "use the natural order, a list, or another serializer";
            case LEFT_OUT -> RoundTripComparison.LEFT_OUT_REMEDY;
            case SIZE, DEPTH, UNKNOWN -> "use another type or serializer";
            case VALUE, NULL, EQUALS -> Remedies.WRITABLE;
        };
    }

    /** An engine of the application's may write what no property shows: it writes the same again, or something got lost. */
    private Optional<String> otherContent(Object value, Type type, byte[] written) {
        byte[] rewritten = serializer.write(serializer.read(written, type), type);
        if (Arrays.equals(written, rewritten)) {
            return Optional.empty();
        }
        Object json = json(written);
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

    /** What JSON-B, as Cachex configures it, does with beans. */
    private static final class BeanRules implements Rules {
        private final Map<Field, Boolean> leftOut = new ConcurrentHashMap<>();
        private final Map<Class<?>, Optional<String>> objections = new ConcurrentHashMap<>();

        @Override
        public boolean leavesOut(Field field) {
            return Objects.requireNonNull(leftOut.computeIfAbsent(field, Beans::leavesOut));
        }

        @Override
        public Optional<String> objection(Class<?> type) {
            return Objects.requireNonNull(objections.computeIfAbsent(type, BeanRules::against));
        }

        private static Optional<String> against(Class<?> type) {
            if (Beans.isBean(type) && Beans.hasFields(type) && Beans.showsNothing(type)) {
                return Optional.of("is written as {}, although it has fields; " + Remedies.WRITABLE + ", with getters");
            }
            List<String> unsettable = Beans.unsettable(type);
            return unsettable.isEmpty()
                    ? Optional.empty()
                    : Optional.of("nothing sets " + String.join(", ", unsettable) + " when it is read back; "
                            + Remedies.WRITABLE);
        }
    }
}
