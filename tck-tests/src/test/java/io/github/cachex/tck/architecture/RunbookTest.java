// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.LogMessage;
import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The runbook explains every message of the catalogue as it is logged. */
class RunbookTest {
    private static final Path RUNBOOK = Path.of("../src/docs/runbook.md");
    private static final Pattern ENTRY =
            Pattern.compile("(?m)^\\| (CACHEX-\\d{4}) \\| ([A-Z]+) \\| `([^`]+)` \\| (.{10,}) \\|$");

    /** What the runbook says of a message, but for its meaning. */
    private record Entry(String level, String line) {
        static Entry of(LogMessage message) {
            String line = message.event().equals("LOG")
                    ? message.text()
                    : message.event() + " {} {}" + (message.text().isEmpty() ? "" : ": " + message.text());
            return new Entry(message.level().getName(), line);
        }
    }

    private static Map<String, Entry> entries() throws IOException {
        Map<String, Entry> entries = new TreeMap<>();
        Matcher found = ENTRY.matcher(Files.readString(RUNBOOK));
        while (found.find()) {
            assertThat(entries.put(found.group(1), new Entry(found.group(2), found.group(3))))
                    .as("a second entry of %s", found.group(1))
                    .isNull();
        }
        return entries;
    }

    @Test
    void everyMessage_isExplainedAsItIsLogged() throws IOException {
        Map<String, Entry> entries = entries();
        List<String> wrong = new ArrayList<>();
        List<LogMessage> messages = Arrays.stream(LogMessage.values())
                .filter(message -> message != LogMessage.DETAIL)
                .toList();
        for (LogMessage message : messages) {
            if (!Entry.of(message).equals(entries.remove(message.id()))) {
                wrong.add(message.id() + " " + message);
            }
        }
        assertThat(entries).as("entries without a message").isEmpty();
        Show.exactly("runbook", wrong.size(), 0, "ids without an entry, of " + messages.size() + "; " + wrong);
    }
}
