// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.msgpack.jackson.dataformat.MessagePackFactory;

/**
 * The value of an entry, as its serializer wrote it.
 *
 * @param serializer the number of the serializer
 * @param bytes what it wrote
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredValue(int serializer, byte[] bytes) {
    private static final int JSONB = 1;
    private static final int JACKSON = 2;
    private static final int MESSAGE_PACK = 3;
    private static final int JAVA = 4;

    /** Where the class of an object is named in what Java serialization writes: after magic, version and two letters. */
    private static final int JAVA_NAME = 6;

    private static final int JAVA_MAGIC = 0xACED;
    private static final byte OF_OBJECT = 0x73;
    private static final byte OF_ARRAY = 0x75;
    private static final byte OF_ENUM = 0x7E;
    private static final byte OF_CLASS = 0x72;
    private static final byte OF_STRING = 0x74;

    /** Returns the name of a serializer by its number. */
    static String nameOf(int serializer) {
        return switch (serializer) {
            case JSONB -> "jsonb";
            case JACKSON -> "jackson";
            case MESSAGE_PACK -> "msgpack";
            case JAVA -> "java";
            default -> "number " + serializer;
        };
    }

    /**
     * Returns it as JSON: what is JSON as it is, MessagePack in other letters; empty where it is neither.
     *
     * @throws Failure when it is damaged
     */
    Optional<String> json() {
        return switch (serializer) {
            case JSONB, JACKSON -> Optional.of(new String(bytes, StandardCharsets.UTF_8));
            case MESSAGE_PACK -> Optional.of(ofMessagePack());
            default -> Optional.empty();
        };
    }

    private String ofMessagePack() {
        try {
            JsonNode tree = new ObjectMapper(new MessagePackFactory()).readTree(bytes);
            return new ObjectMapper().writeValueAsString(tree);
        } catch (IOException e) {
            throw new Failure(ExitCode.UNABLE, "the entry says that it is MessagePack, and it cannot be read as such");
        }
    }

    /** Returns what it is in words, for those of which no JSON is shown: Java objects are never made out of stored bytes. */
    String description() {
        String size = ShownText.bytes(bytes.length);
        return serializer == JAVA
                ? "a Java object of the class " + javaClass() + ", " + size + "; objects are not deserialized here"
                : "written by the serializer with the number " + serializer + ", " + size
                        + "; its format is not known here";
    }

    /** Returns the class that a stream of Java serialization names first. */
    String javaClass() {
        if (bytes.length < JAVA_NAME || ((bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF) != JAVA_MAGIC) {
            return "unknown";
        }
        byte kind = bytes[4];
        if (kind == OF_STRING) {
            return "java.lang.String";
        }
        boolean named = (kind == OF_OBJECT || kind == OF_ARRAY || kind == OF_ENUM)
                && bytes[5] == OF_CLASS
                && bytes.length >= JAVA_NAME + 2;
        if (!named) {
            return "unknown";
        }
        int length = (bytes[JAVA_NAME] & 0xFF) << 8 | bytes[JAVA_NAME + 1] & 0xFF;
        int from = JAVA_NAME + 2;
        return new String(bytes, from, Math.min(length, bytes.length - from), StandardCharsets.UTF_8);
    }
}
