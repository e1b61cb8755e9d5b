// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** Prints what was asked for, as text or as JSON. */
final class Output {
    private final Terminal terminal;
    private final boolean json;

    Output(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    boolean isJson() {
        return json;
    }

    /** Prints a line of text that somebody else may have written. */
    void line(String text) {
        terminal.out().println(ShownText.of(text));
    }

    /** Prints {@code value}, made of maps, lists, texts and numbers, on one line. */
    void json(Object value) {
        terminal.out().println(jsonOf(value));
    }

    /** Returns {@code value} as JSON. */
    static String jsonOf(Object value) {
        try {
            return new ObjectMapper()
                    .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                    .writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists, texts and numbers are JSON", e);
        }
    }

    /** Has what was printed seen now. */
    void flush() {
        terminal.out().flush();
    }
}
