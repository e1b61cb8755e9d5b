// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.error.CacheConfigurationException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users write into keys, in a log that programs read: through a logger of the application's own. */
class ForgedFormatsTest {
    private static final Pattern FIELD =
            Pattern.compile("([a-z]+)=(\"(?:[^\"\\\\\\n]++|\\\\.)*+\"|[^ \"=\\\\]*)(?: |$)");

    /** Keeps each record. */
    private static final class Kept implements System.Logger {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public String getName() {
            return "application";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String line, @Nullable Throwable failure) {
            lines.add(line + (failure == null ? "" : "\n" + failure));
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                String format,
                @Nullable Object @Nullable ... parameters) {
            lines.add(parameters == null ? format : java.text.MessageFormat.format(format, parameters));
        }
    }

    private final Kept kept = new Kept();

    private void use(String format, String text) {
        try (CacheHandler cache = CacheHandler.builder()
                .logger(kept)
                .property("cachex.log.format", format)
                .property("cachex.log.verbose", "true")
                .property("cachex.key.policy", "replace")
                .listener(event -> {
                    throw new IllegalStateException(text);
                })
                .build()) {
            CacheKey<String> key = CacheKey.of(text, String.class);
            cache.fetch(key, () -> text);
            cache.fetch(key, () -> text);
            cache.invalidate(text);
        }
        assertThat(kept.lines).hasSizeGreaterThan(4).anyMatch(line -> line.contains("FORGED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\u2028", "\"}\n{\"level\":\"ERROR\",\"message\":\"", "\\\"", "{0}", "' "})
    void json_isOneObjectForEachRecord(String evil) throws Exception {
        use("json", "a" + evil + "FORGED");
        try (Jsonb json = JsonbBuilder.create()) {
            for (String line : kept.lines) {
                assertThat(line).doesNotContain("\n", "\r", "\u2028");
                Map<?, ?> fields = json.fromJson(line, Map.class);
                assertThat(fields.keySet().stream().map(String::valueOf))
                        .as(line)
                        .contains("ts", "level", "id", "event", "cache", "key", "message")
                        .isSubsetOf("ts", "level", "id", "event", "cache", "key", "message", "error");
                assertThat(fields.get("level")).as(line).isNotEqualTo("ERROR");
            }
        }
        assertThat(kept.lines)
                .anyMatch(line -> line.contains("\"event\":\"HIT\",\"cache\":\"default\",\"key\":\"a"))
                .anyMatch(line ->
                        line.contains("\"event\":\"LOG\",\"cache\":\"\",\"key\":\"\",\"message\":\"Cachex keeps"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\" level=ERROR x=\"", " level=ERROR ", "\\\"", "=", "\\"})
    void logfmt_hasTheFieldsOfCachexAlone(String evil) {
        use("logfmt", "a" + evil + "FORGED");
        for (String line : kept.lines) {
            List<String> names =
                    FIELD.matcher(line).results().map(found -> found.group(1)).toList();
            assertThat(names)
                    .as(line)
                    .startsWith("ts", "level", "id", "event", "cache", "key", "message")
                    .hasSizeLessThanOrEqualTo(8)
                    .doesNotHaveDuplicates();
            assertThat(FIELD.matcher(line).replaceAll("")).as(line).isEmpty();
        }
    }

    @Test
    void loggerOfTheApplication_isGivenText_unlessSaidOtherwise() {
        use("text", "a\nFORGED");
        assertThat(kept.lines)
                .anyMatch(line -> line.startsWith("CACHEX-0101 HIT default a"))
                .anyMatch(line -> line.startsWith("CACHEX-0001 Cachex keeps its entries in memory"));
    }

    @Test
    void wrongFormat_stopsTheStart() {
        assertThatThrownBy(() -> CacheHandler.builder()
                        .logger(kept)
                        .property("cachex.log.format", "xml")
                        .build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining(
                        "cachex.log.format=xml: not one of the known values; write text or logfmt or json");
    }
}
