// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every kind of value, written here and read in another JVM: it comes back as it was, or is not stored and that is reported. Once with
 * the harmless values first, once last: what one value shows must not decide for another.
 */
class ValuesTest {
    private static final String HARMLESS_FIRST = "harmless-first";
    private static final String HARMLESS_LAST = "harmless-last";

    /** Kept, so that they stay quiet: hundreds of values are refused here on purpose. */
    private static final List<Logger> LOUD =
            List.of(Logger.getLogger("org.eclipse.yasson"), Logger.getLogger("io.github.cachex"));

    private final List<Kind> kinds = Kinds.all();
    private final Map<String, String> refusals = new HashMap<>();

    @BeforeAll
    static void beQuiet() {
        LOUD.forEach(logger -> logger.setLevel(Level.OFF));
    }

    @AfterAll
    static void speakAgain() {
        LOUD.forEach(logger -> logger.setLevel(null));
    }

    @Test
    void whatComesBack_isWhatWasStoredOrItWasNotStored() throws Exception {
        List<String> wrong = new ArrayList<>();
        int same = 0;
        try (RedisServer redis = RedisServer.start();
                OtherJvm reader = OtherJvm.reading(redis.uri())) {
            for (String serializer : StoredValues.SERIALIZERS) {
                for (String run : List.of(HARMLESS_FIRST, HARMLESS_LAST)) {
                    write(redis, serializer, run);
                    reader.read(serializer, run);
                }
            }
            for (String line : allOf(reader.answers())) {
                String[] parts = line.split("\\|", 5);
                String verdict = parts[4];
                String value = String.join("|", List.of(parts).subList(0, 4));
                String reason = refusals.get(value);
                if (verdict.equals(ValuesReader.SAME) && reason == null) {
                    same++;
                } else if (!verdict.equals(ValuesReader.ABSENT) || reason == null || !reason.contains("; ")) {
                    Kind kind = kinds.get(Integer.parseInt(parts[2]));
                    wrong.add(value + " (" + kind.name() + ", " + kind.type().getTypeName() + "): " + verdict
                            + (reason == null ? "" : ", refused: " + reason));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(sameVerdictsInBothOrders()).isEmpty();
        Show.atLeast(
                "values",
                kinds.size(),
                300,
                "kinds of values by 4 serializers, " + same + " values equal in another JVM, " + refusals.size()
                        + " not stored and reported, 0 silently different; in both orders");
    }

    /** Whether a value is stored is its own affair. */
    private List<String> sameVerdictsInBothOrders() {
        return refusals.keySet().stream()
                .filter(value -> !refusals.containsKey(
                        value.contains(HARMLESS_FIRST)
                                ? value.replace(HARMLESS_FIRST, HARMLESS_LAST)
                                : value.replace(HARMLESS_LAST, HARMLESS_FIRST)))
                .map(value -> value + " ("
                        + kinds.get(Integer.parseInt(value.split("\\|")[2])).name() + "): " + refusals.get(value))
                .toList();
    }

    private void write(RedisServer redis, String serializer, String run) {
        try (CacheHandler cache = StoredValues.open(redis.uri(), serializer, run, event -> {
            if (event instanceof CacheEvent.NotStored refused) {
                refusals.put(serializer + "|" + run + "|" + refused.id().replace(':', '|'), refused.reason());
            }
        })) {
            for (int kind = 0; kind < kinds.size(); kind++) {
                int count = kinds.get(kind).values().size();
                Map<CacheKey<Object>, Object> values = new LinkedHashMap<>();
                for (int i = 0; i < count; i++) {
                    int value = run.equals(HARMLESS_FIRST) ? i : count - 1 - i;
                    values.put(
                            StoredValues.key(kind, value, kinds.get(kind)),
                            kinds.get(kind).values().get(value).get());
                }
                cache.putAll(values, CacheOptions.defaults());
            }
        }
    }

    private List<String> allOf(List<String> lines) {
        int values = kinds.stream().mapToInt(kind -> kind.values().size()).sum();
        assertThat(lines).hasSize(2 * StoredValues.SERIALIZERS.length * values);
        return lines;
    }
}
