// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads replies, whoever gives them: of a bounded length, and with no more room than has arrived. Not thread-safe. */
final class ReplyReader {
    private static final int BUFFER = 16 * 1024;
    private static final int LONGEST_LINE = 2_048;
    private static final int MOST_LINES = 1_000;
    private static final int MOST_DIGITS = 10;
    private static final int FIRST_ROOM = 1 << 20;

    private final InputStream in;
    private long largest;

    /** Creates one that takes no block larger than {@code largest}. */
    ReplyReader(InputStream in, long largest) {
        this.in = new BufferedInputStream(in, BUFFER);
        this.largest = largest;
    }

    /** Takes blocks as large as {@code bytes} from now on. */
    void take(long bytes) {
        largest = bytes;
    }

    /** Returns the next reply. */
    Reply next() throws IOException {
        String line = line();
        return line.startsWith(Reply.VALUE + " ") ? new Reply(line, block(size(line))) : new Reply(line, null);
    }

    /** Returns what {@code STAT} says of {@code name} before the end of the list; empty text where it says nothing. */
    String setting(String name) throws IOException {
        String begin = "STAT " + name + " ";
        String found = "";
        for (int lines = 0; lines < MOST_LINES; lines++) {
            String line = line();
            if (line.equals("END")) {
                return found;
            }
            if (!line.startsWith("STAT ")) {
                throw new Reply(line, null).checked().unexpected();
            }
            if (line.startsWith(begin)) {
                found = line.substring(begin.length());
            }
        }
        throw new UnreadableReplyException("a list without an end");
    }

    private int size(String line) throws UnreadableReplyException {
        int end = line.indexOf(' ', 3);
        String digits = line.substring(3, end < 0 ? line.length() : end);
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        if (!isNumber || Long.parseLong(digits) > largest) {
            throw new UnreadableReplyException("a block that claims to be of '" + digits + "' bytes");
        }
        return Integer.parseInt(digits);
    }

    private byte[] block(int size) throws IOException {
        byte[] block = new byte[Math.min(size, FIRST_ROOM)];
        for (int filled = 0; filled < size; ) {
            if (filled == block.length) {
                block = Arrays.copyOf(block, (int) Math.min(2L * filled, size));
            }
            int more = in.read(block, filled, block.length - filled);
            if (more < 0) {
                throw new EOFException("a block that breaks off");
            }
            filled += more;
        }
        if (in.read() != '\r' || in.read() != '\n') {
            throw new UnreadableReplyException("a block that is longer than it says");
        }
        return block;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the other side ended the connection");
            }
            if (line.length() == LONGEST_LINE) {
                throw new UnreadableReplyException("a line without an end");
            }
            line.append((char) (next < ' ' || next > '~' ? '?' : next));
        }
        if (in.read() != '\n') {
            throw new UnreadableReplyException("a line that does not end as lines do");
        }
        return line.toString();
    }
}
