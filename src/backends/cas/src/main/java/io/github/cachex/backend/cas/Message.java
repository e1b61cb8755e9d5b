// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.TagState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What JVMs tell each other: lines of text, of which the first says what it is about. What would break a line, or what some databases take
 * for an end, is escaped.
 *
 * @param kind what happened
 * @param cache where
 * @param id of the entry; empty where it is about none
 * @param state of the marks; empty where it is about none
 */
record Message(Kind kind, CacheSpace cache, String id, Optional<TagState> state) {
    private static final char BREAK = '\n';

    /** What a message says. */
    enum Kind {
        /** An entry was written, removed or expired. */
        CHANGED('c'),
        /** A lease ended. */
        ENDED('e'),
        /** Marks were made. */
        MARKED('m'),
        /** What was to be said is too long, or not understood here. */
        UNKNOWN('u');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    static Message changed(EntryKey key) {
        return new Message(Kind.CHANGED, key.space(), key.id(), Optional.empty());
    }

    static Message ended(EntryKey key) {
        return new Message(Kind.ENDED, key.space(), key.id(), Optional.empty());
    }

    static Message marked(CacheSpace cache, TagState state) {
        return new Message(Kind.MARKED, cache, "", Optional.of(state));
    }

    /** Returns its text of at most {@code longest} bytes. */
    String text(int longest) {
        StringBuilder text = new StringBuilder();
        text.append(kind.letter)
                .append(BREAK)
                .append(cache.namespace())
                .append(BREAK)
                .append(cache.cache());
        int head = text.length();
        text.append(BREAK).append(escaped(id));
        state.ifPresent(marks -> {
            text.append(marks.incarnation()).append(BREAK).append(marks.previous());
            text.append(BREAK).append(marks.epoch()).append(BREAK).append(marks.floor());
            marks.marks()
                    .forEach((mark, epoch) ->
                            text.append(BREAK).append(epoch).append(BREAK).append(escaped(mark)));
        });
        if (text.length() <= longest && text.toString().getBytes(StandardCharsets.UTF_8).length <= longest) {
            return text.toString();
        }
        return text.replace(0, 1, String.valueOf(Kind.UNKNOWN.letter)).substring(0, head);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\0", "\\0");
    }

    private static String plain(String escaped) {
        if (escaped.indexOf('\\') < 0) {
            return escaped;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char next = escaped.charAt(i);
            if (next == '\\' && i + 1 < escaped.length()) {
                char meant = escaped.charAt(++i);
                text.append(meant == 'n' ? '\n' : meant == '0' ? '\0' : meant);
            } else {
                text.append(next);
            }
        }
        return text.toString();
    }

    /** Reads {@code text}; empty where it says not even which cache it is about. */
    static Optional<Message> of(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        if (lines.size() < 3 || lines.get(0).length() != 1) {
            return Optional.empty();
        }
        CacheSpace cache = new CacheSpace(lines.get(1), lines.get(2));
        char letter = lines.get(0).charAt(0);
        if (lines.size() == 4 && (letter == Kind.CHANGED.letter || letter == Kind.ENDED.letter)) {
            Kind kind = letter == Kind.CHANGED.letter ? Kind.CHANGED : Kind.ENDED;
            return Optional.of(new Message(kind, cache, plain(lines.get(3)), Optional.empty()));
        }
        Optional<TagState> state =
                letter == Kind.MARKED.letter ? state(lines.subList(3, lines.size())) : Optional.empty();
        return Optional.of(new Message(state.isPresent() ? Kind.MARKED : Kind.UNKNOWN, cache, "", state));
    }

    private static Optional<TagState> state(List<String> lines) {
        if (lines.size() < 4 || lines.size() % 2 != 0) {
            return Optional.empty();
        }
        try {
            List<Long> numbers = new ArrayList<>();
            lines.subList(0, 4).forEach(line -> numbers.add(Long.parseLong(line)));
            Map<String, Long> marks = new TreeMap<>();
            for (int i = 4; i < lines.size(); i += 2) {
                marks.put(plain(lines.get(i + 1)), Long.parseLong(lines.get(i)));
            }
            return Optional.of(new TagState(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), marks));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
