// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.serializer.jackson.JacksonSerializer;
import io.github.cachex.serializer.java.JavaSerializer;
import io.github.cachex.serializer.jsonb.JsonbSerializer;
import io.github.cachex.serializer.msgpack.MessagePackSerializer;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Serializer;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A JVM that prints by which fingerprint it would store each kind of value with each serializer. */
final class FingerprintsPrinter {
    private static final EntryKey KEY = new EntryKey("tck:1", "values", "key");
    private static final EntryHeader HEAD = new EntryHeader(InvalidationStamp.NONE, Duration.ofMinutes(1));
    private static final Sizes SIZES = new Sizes(1 << 20, 1 << 20);
    private static final int FINGERPRINT = 13;

    private FingerprintsPrinter() {}

    /** Prints a line for each. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        all().forEach((what, fingerprint) -> out.println(what + "|" + fingerprint));
        out.flush();
    }

    /** Returns the fingerprints by serializer and number of the kind, of all that is stored, by serializers made for this. */
    static Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        List<Kind> kinds = Kinds.all();
        for (Serializer serializer : List.of(
                new JsonbSerializer(),
                new JacksonSerializer(),
                new MessagePackSerializer(),
                JavaSerializer.allowing(FingerprintsPrinter.class.getPackageName() + ".**"))) {
            EntryCodec codec = new EntryCodec(serializer, EncryptionKeys.NONE);
            for (int number = 0; number < kinds.size(); number++) {
                Kind kind = kinds.get(number);
                Object value = kind.values().get(0).get();
                if (codec.encode(KEY, kind.type(), value, HEAD, SIZES) instanceof Encoded.Bytes stored) {
                    long fingerprint = ByteBuffer.wrap(stored.bytes()).getLong(FINGERPRINT);
                    all.put(serializer.name() + " " + number, Long.toHexString(fingerprint));
                }
            }
        }
        return all;
    }
}
