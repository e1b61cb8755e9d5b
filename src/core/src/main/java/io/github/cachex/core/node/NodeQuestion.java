// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.node;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * What all nodes are asked.
 *
 * @param asker the id of the JVM that asks
 * @param number by which it knows the answers
 * @param sought the lease whose holder is to answer; empty where each is to report
 */
record NodeQuestion(String asker, long number, Optional<SoughtLease> sought) {
    private static final byte REPORT = 0;
    private static final byte BY_TOKEN = 1;
    private static final byte BY_KEY = 2;

    byte[] bytes() {
        return NodeWire.write(out -> {
            out.writeLong(Long.parseUnsignedLong(asker, 16));
            out.writeLong(number);
            if (sought.isEmpty()) {
                out.writeByte(REPORT);
            } else if (sought.get().token().isPresent()) {
                out.writeByte(BY_TOKEN);
                out.writeLong(sought.get().token().getAsLong());
            } else {
                out.writeByte(BY_KEY);
                out.writeUTF(NodeWire.cut(sought.get().cache()));
                out.writeUTF(NodeWire.cut(sought.get().id()));
            }
        });
    }

    /** Returns what {@code message} asks; empty where it is not understood here. */
    static Optional<NodeQuestion> read(byte[] message) {
        return NodeWire.read(message, NodeQuestion::read);
    }

    private static NodeQuestion read(DataInputStream in) throws IOException {
        String asker = NodeWire.id(in.readLong());
        long number = in.readLong();
        byte kind = in.readByte();
        return new NodeQuestion(
                asker,
                number,
                switch (kind) {
                    case REPORT -> Optional.empty();
                    case BY_TOKEN -> Optional.of(SoughtLease.of(in.readLong()));
                    case BY_KEY -> Optional.of(SoughtLease.of(in.readUTF(), in.readUTF()));
                    default -> throw new IOException("a question of another release");
                });
    }
}
