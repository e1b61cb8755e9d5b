// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.TagState;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What scripts say on a cache's channel: version {@code 1}, a kind, and what it is about. Kind {@code c} (changed): the key of
 * the value. Kind {@code m} (marked): incarnation, previous epoch, epoch and floor, each followed by a space, then the marks,
 * each behind its length in bytes and a colon.
 */
final class LinkMessage {
    private static final char VERSION = '1';

    private LinkMessage() {}

    /**
     * Returns how a listener is told of {@code message}. One that is not understood, or that no script of ours says, is told as
     * such: whoever may publish may say anything.
     *
     * @param highest the highest epoch that there can be now
     */
    static Consumer<LinkListener> of(CacheSpace cache, byte[] message, long highest) {
        try {
            String kind = message[0] == VERSION ? String.valueOf((char) message[1]) : "";
            switch (kind) {
                case "c" -> {
                    String id = Names.id(cache, new String(message, 2, message.length - 2, StandardCharsets.UTF_8));
                    return listener -> listener.changed(cache, id);
                }
                case "m" -> {
                    TagState state = new Marks(message).state();
                    if (!isPossible(state, highest)) {
                        return listener -> listener.unknown(cache);
                    }
                    return listener -> listener.marked(cache, state);
                }
                default -> {
                    return listener -> listener.unknown(cache);
                }
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            // It breaks off, or a number is none.
            return listener -> listener.unknown(cache);
        }
    }

    /** Returns the slot of what {@code message} is about: of a key, or of the cache's marks. */
    static int slot(CacheSpace cache, byte[] message) {
        boolean ofKey = message.length > 2 && message[1] == 'c';
        return Slots.of(ofKey ? new String(message, 2, message.length - 2, StandardCharsets.UTF_8) : cache.value());
    }

    private static boolean isPossible(TagState state, long highest) {
        return state.incarnation() != 0
                && state.previous() >= 0
                && state.previous() < state.epoch()
                && state.epoch() <= highest
                && state.floor() >= 0
                && state.floor() <= state.epoch();
    }

    /** Reads marks from the front to the end. Lengths are of bytes, so each byte is one character here. */
    private static final class Marks {
        private final String text;
        private int at = 2;

        Marks(byte[] message) {
            text = new String(message, StandardCharsets.ISO_8859_1);
        }

        TagState state() {
            long incarnation = Long.parseLong(upTo(' '));
            long previous = Long.parseLong(upTo(' '));
            long epoch = Long.parseLong(upTo(' '));
            long floor = Long.parseLong(upTo(' '));
            Map<String, Long> marks = new LinkedHashMap<>();
            while (at < text.length()) {
                int end = Integer.parseInt(upTo(':')) + at;
                byte[] mark = text.substring(at, end).getBytes(StandardCharsets.ISO_8859_1);
                marks.put(new String(mark, StandardCharsets.UTF_8), epoch);
                at = end;
            }
            return new TagState(incarnation, previous, epoch, floor, marks);
        }

        private String upTo(char end) {
            int found = text.indexOf(end, at);
            String part = text.substring(at, found);
            at = found + 1;
            return part;
        }
    }
}
