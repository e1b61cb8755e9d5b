// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.node;

import io.github.cachex.event.BreakerState;
import io.github.cachex.event.LinkState;
import io.github.cachex.spi.NodeChannel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The frame of what nodes say: the version of the format, then what is said. What follows, a later release may have added. */
final class NodeWire {
    private static final byte VERSION = 1;
    /** Of names and keys. */
    static final int LONGEST = 512;

    /** The states of a breaker, each by its number on the wire. */
    static final List<BreakerState> BREAKERS = List.of(BreakerState.CLOSED, BreakerState.OPEN);

    /** The states of a link, likewise. */
    static final List<LinkState> LINKS = List.of(LinkState.NONE, LinkState.UP, LinkState.DOWN);

    private NodeWire() {}

    /** Writes. */
    interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    /** Reads; throws where something is not as it should be. */
    interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    static byte[] write(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(VERSION);
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns what {@code message} says; empty where that is not understood. Needs no more room than a few times its length. */
    static <T> Optional<T> read(byte[] message, Reading<T> reading) {
        if (message.length > NodeChannel.MOST_BYTES || message.length == 0 || message[0] != VERSION) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(message, 1, message.length - 1))) {
            return Optional.of(reading.from(in));
        } catch (IOException | RuntimeException e) {
            // It breaks off, or says what nothing can be made of: whoever may publish may say anything.
            return Optional.empty();
        }
    }

    /** Returns the id of a JVM. */
    static String id(long bits) {
        return HexFormat.of().toHexDigits(bits);
    }

    /** Returns the begin of {@code text}. */
    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
