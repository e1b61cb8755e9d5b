// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.MessageText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a line of the log is written. */
@Internal
public enum LogFormat {
    /** As people read it: a word, the cache, the key, what is to be said. Time and level are the logger's to add. */
    TEXT {
        @Override
        String written(Map<String, String> fields) {
            throw new UnsupportedOperationException("text has no fields");
        }
    },
    /** Fields as {@code name=value} with blanks between, values in quotes where they need them. */
    LOGFMT {
        @Override
        String written(Map<String, String> fields) {
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + '=' + quotedWhereNeeded(field.getValue()))
                    .collect(Collectors.joining(" "));
        }
    },
    /** One object of JSON on a line. */
    JSON {
        @Override
        String written(Map<String, String> fields) {
            return fields.entrySet().stream()
                    .map(field -> quoted(field.getKey()) + ':' + quoted(field.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
    };

    abstract String written(Map<String, String> fields);

    /** Returns a line with time, level and all that {@code line} has; line ends in its message are those of Cachex itself. */
    String written(Instant time, System.Logger.Level level, LogLine line, @Nullable Throwable thrown) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("ts", time.truncatedTo(ChronoUnit.MILLIS).toString());
        fields.put("level", level.getName());
        fields.put("id", line.kind().id());
        fields.put("event", line.event());
        fields.put("cache", MessageText.line(line.cache()));
        fields.put("key", MessageText.line(line.key()));
        fields.put("message", rendered((line.message() + line.note()).strip()));
        if (thrown != null) {
            fields.put("error", trace(thrown));
        }
        return written(fields);
    }

    private static String rendered(String message) {
        return message.lines().map(MessageText::line).collect(Collectors.joining("\n"));
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        LoggedFailure.of(thrown).printStackTrace(new PrintWriter(text));
        return text.toString().strip();
    }

    private static String quotedWhereNeeded(String value) {
        boolean isPlain =
                !value.isEmpty() && value.chars().allMatch(one -> one > ' ' && one != '"' && one != '=' && one != '\\');
        return isPlain ? value : quoted(value);
    }

    private static String quoted(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2).append('"');
        for (int at = 0; at < value.length(); at++) {
            char one = value.charAt(at);
            switch (one) {
                case '"', '\\' -> out.append('\\').append(one);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (one < ' ') {
                        out.append(String.format("\\u%04x", (int) one));
                    } else {
                        out.append(one);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
