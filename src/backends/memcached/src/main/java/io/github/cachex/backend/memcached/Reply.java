// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import org.jspecify.annotations.Nullable;

/** What a memcached answers to one command. Immutable. */
final class Reply {
    static final String VALUE = "VA";
    static final String DONE = "HD";
    static final String MISS = "EN";
    static final String NOT_FOUND = "NF";
    static final String NOT_STORED = "NS";
    static final String CHANGED = "EX";
    static final String NOTHING = "MN";

    private final String[] words;
    private final String line;
    private final byte @Nullable [] block;

    Reply(String line, byte @Nullable [] block) {
        this.line = line;
        this.words = line.split(" ", -1);
        this.block = block;
    }

    /** Returns its first word. */
    String code() {
        return words[0];
    }

    String line() {
        return line;
    }

    /** Returns the block that it came with. */
    byte[] block() throws UnreadableReplyException {
        if (block == null) {
            throw unexpected();
        }
        return block;
    }

    /** Returns the cas unique that it names; zero is that of a server which has none. */
    long cas() throws UnreadableReplyException {
        for (int i = 1; i < words.length; i++) {
            if (words[i].startsWith("c")) {
                try {
                    return Long.parseLong(words[i].substring(1));
                } catch (NumberFormatException e) {
                    throw unexpected();
                }
            }
        }
        throw new UnreadableReplyException("no cas unique in '" + line + "'");
    }

    boolean isError() {
        return switch (code()) {
            case "ERROR", "CLIENT_ERROR", "SERVER_ERROR" -> true;
            default -> false;
        };
    }

    /** Returns it unless it is an error. */
    Reply checked() throws ErrorReplyException {
        if (isError()) {
            throw new ErrorReplyException(line);
        }
        return this;
    }

    /** Returns what is to be thrown where this is no answer to what was asked. */
    UnreadableReplyException unexpected() {
        return new UnreadableReplyException("'" + line + "'");
    }
}
