// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a memcached is told, as it is written. Immutable. */
final class Command {
    static final Command NOTHING = new Command("mn", null);
    static final Command VERSION = new Command("version", null);
    static final Command SETTINGS = new Command("stats settings", null);
    /** The condition that nothing is there. */
    static final String ABSENT = "ME";

    private static final byte[] END = {'\r', '\n'};

    private final byte[] line;
    private final byte @Nullable [] block;

    private Command(String line, byte @Nullable [] block) {
        this.line = (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
        this.block = block;
    }

    /** Returns what reads the record {@code name} and its cas unique. */
    static Command get(String name) {
        return new Command("mg " + name + " v c", null);
    }

    /**
     * Returns what stores {@code block} under {@code condition}.
     *
     * @param seconds how long it is kept, or 0 for no end
     * @param condition {@link #ABSENT}, or what {@link #unchanged} returns
     */
    static Command put(String name, byte[] block, long seconds, String condition) {
        return new Command("ms " + name + " " + block.length + " T" + seconds + " c " + condition, block);
    }

    /** Returns what deletes the record {@code name} under {@code condition}. */
    static Command delete(String name, String condition) {
        return new Command("md " + name + " " + condition, null);
    }

    /** Returns the condition that the record has the unique {@code cas}. */
    static String unchanged(long cas) {
        return "C" + cas;
    }

    /** Returns what says who asks. */
    static Command authenticate(Credentials credentials) {
        byte[] told = credentials.told();
        return new Command("set auth 0 0 " + told.length, told);
    }

    void write(OutputStream out) throws IOException {
        out.write(line);
        if (block != null) {
            out.write(block);
            out.write(END);
        }
    }
}
