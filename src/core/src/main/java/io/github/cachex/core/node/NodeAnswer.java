// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.node;

import io.github.cachex.LeaseHolder;
import io.github.cachex.NodeReport;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * What a node answers: one of the two.
 *
 * @param number that of the question
 * @param report what it says of itself
 * @param holder that it loads what was sought
 */
record NodeAnswer(long number, Optional<NodeReport> report, Optional<LeaseHolder> holder) {
    private static final byte REPORT = 0;
    private static final byte HOLDER = 1;

    /** Returns {@code report} as bytes, as much of it as an answer holds. */
    static byte[] bytes(long number, NodeReport report) {
        return NodeWire.write(out -> {
            out.writeLong(number);
            out.writeByte(REPORT);
            new ReportWriter(out).write(report);
        });
    }

    static byte[] bytes(long number, LeaseHolder holder) {
        return NodeWire.write(out -> {
            out.writeLong(number);
            out.writeByte(HOLDER);
            out.writeUTF(NodeWire.cut(holder.node()));
            out.writeLong(Long.parseUnsignedLong(holder.jvm(), 16));
            out.writeUTF(NodeWire.cut(holder.cache()));
            out.writeUTF(NodeWire.cut(holder.id()));
            out.writeLong(holder.token());
            out.writeLong(holder.held().toNanos());
        });
    }

    /** Returns what {@code message} answers; empty where it is not understood here. */
    static Optional<NodeAnswer> read(byte[] message) {
        return NodeWire.read(message, NodeAnswer::read);
    }

    private static NodeAnswer read(DataInputStream in) throws IOException {
        long number = in.readLong();
        return switch (in.readByte()) {
            case REPORT -> new NodeAnswer(number, Optional.of(new ReportReader(in).read()), Optional.empty());
            case HOLDER ->
                new NodeAnswer(
                        number,
                        Optional.empty(),
                        Optional.of(new LeaseHolder(
                                in.readUTF(),
                                NodeWire.id(in.readLong()),
                                in.readUTF(),
                                in.readUTF(),
                                in.readLong(),
                                Duration.ofNanos(Math.max(0, in.readLong())))));
            default -> throw new IOException("an answer of another release");
        };
    }
}
