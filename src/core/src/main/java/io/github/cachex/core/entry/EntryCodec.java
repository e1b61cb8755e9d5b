// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.core.entry.Encryption.Opened;
import io.github.cachex.core.entry.Encryption.UnreadableException;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Serializer;
import io.github.cachex.spi.StoredEntry;
import java.lang.reflect.Type;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts a value and its header into bytes, and takes them apart again. Thread-safe.
 *
 * <p>The header: magic 2 · format 1 · flags 1 · serializer 1 · key check 8 · type fingerprint 8 · incarnation 8 · epoch 8 ·
 * fresh time in ms 8 · number of tags 2, each of them length 2 and UTF-8. Then the validators of the value if a flag says so
 * ({@link ValidatorsLayout}; releases before it leave such entries alone), then what the serializer wrote, or class and message of a
 * {@link KeptFailure} where another says so, compressed if a third does ({@link Compression}), and all that encrypted if a fourth does
 * ({@link Encryption}); the header stays readable.
 *
 * <p>Format 1 is in the clear, format 2 encrypted. Entry id and times are the backend's; those of an encrypted entry are believed
 * within its {@link Seal}. Whatever does not fit is a miss, never an exception and never a wrong object.
 */
public final class EntryCodec {
    private static final byte[] NOTHING = {};
    private static final String OF_ANOTHER_TIME =
            "its times contradict the backend's clock; that was set back, or another program changed the entry";

    private final Serializer serializer;
    private final Encryption encryption;
    private final EntrySeals seals;
    private final Fingerprints fingerprints;
    private final Faithfulness faithfulness;
    private final UnstorableTypes unstorable;

    /** Creates one that writes and reads with {@code serializer}, and encrypts where there are {@code keys}. */
    public EntryCodec(Serializer serializer, EncryptionKeys keys) {
        this.serializer = serializer;
        this.encryption = new Encryption(keys);
        this.seals = new EntrySeals(encryption);
        this.fingerprints = new Fingerprints(serializer);
        this.faithfulness = new Faithfulness(serializer);
        this.unstorable = new UnstorableTypes(serializer);
    }

    /** Returns whether {@code value} says that there is no value. */
    public static boolean isNothing(@Nullable Object value) {
        return value == null || value instanceof Optional<?> optional && optional.isEmpty();
    }

    /** Returns the name of the serializer. */
    public String serializer() {
        return serializer.name();
    }

    /** Returns the seals of encrypted entries. */
    public EntrySeals seals() {
        return seals;
    }

    /** Returns {@code value} as {@link #encode(EntryKey, Type, Object, Head, Sizes, Seal)} does, for this JVM alone. */
    public Encoded encode(EntryKey key, Type type, @Nullable Object value, EntryHeader head, Sizes sizes) {
        return encode(key, type, value, head, sizes, Seal.LOCAL);
    }

    /**
     * Returns {@code value} of {@code type} as it is stored under {@code key}, where it is encrypted under {@code seal}; null and the
     * empty Optional are a null entry.
     */
    public Encoded encode(EntryKey key, Type type, @Nullable Object value, EntryHeader head, Sizes sizes, Seal seal) {
        try {
            return encoded(key, type, value, head, sizes, seal);
        } catch (Throwable e) {
            Faults.keepInterrupt(e);
            // A value that was loaded reaches its callers, whatever keeps it from being stored.
            return new Encoded.Unfit("encoding it failed (" + e.getClass().getName() + ")");
        }
    }

    private Encoded encoded(EntryKey key, Type type, @Nullable Object value, EntryHeader head, Sizes sizes, Seal seal) {
        int count = head.stamp().tags().size();
        if (count > sizes.maxTags()) {
            return new Encoded.Unfit(count + " tags are more than tags.max-per-entry=" + sizes.maxTags()
                    + "; raise it, or name by fewer what its entry depends on");
        }
        Object content = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        byte[] payload = NOTHING;
        if (content instanceof KeptFailure failure) {
            payload = failure.bytes();
        } else if (content != null) {
            Type contentType = OptionalTypes.content(type);
            Optional<String> known = unstorable.reason(contentType).or(() -> OneShot.objection(content));
            if (known.isPresent()) {
                return new Encoded.Unfit(known.get());
            }
            try {
                payload = serializer.write(content, contentType);
                Optional<String> flaw = faithfulness.flaw(content, contentType, payload, sizes.leftOutAllowed());
                if (flaw.isPresent()) {
                    return refused(contentType, flaw.get());
                }
            } catch (CacheSerializationException e) {
                return refused(contentType, String.valueOf(e.getMessage()));
            } catch (Throwable e) {
                Faults.keepInterrupt(e);
                return refused(
                        contentType,
                        "serializer " + serializer.name() + " cannot write "
                                + content.getClass().getName() + " ("
                                + e.getClass().getName() + "); use another type or serializer");
            }
        }
        List<byte[]> tags = new ArrayList<>();
        int header = HeaderLayout.SIZE;
        for (String tag : head.stamp().tags()) {
            byte[] text = tag.getBytes(StandardCharsets.UTF_8);
            tags.add(text);
            header += 2 + text.length;
        }
        byte[] validators = ValidatorsLayout.bytes(head.validators());
        long whole = header + (long) validators.length + payload.length;
        if (whole > sizes.max()) {
            return new Encoded.Unfit(
                    whole + " bytes are more than max-value=" + sizes.max() + "; raise it, or cache less in one value");
        }
        byte[] packed = payload.length > sizes.compressAbove() ? Compression.deflate(payload) : payload;
        boolean encrypted = encryption.isOn();
        int flags = (content == null ? HeaderLayout.FLAG_NULL : 0)
                | (content instanceof KeptFailure ? HeaderLayout.FLAG_FAILURE : 0)
                | (packed.length < payload.length ? HeaderLayout.FLAG_COMPRESSED : 0)
                | (encrypted ? HeaderLayout.FLAG_ENCRYPTED : 0)
                | (validators.length > 0 ? HeaderLayout.FLAG_VALIDATORS : 0)
                | (encrypted && seal.sliding() ? HeaderLayout.FLAG_SLIDING : 0);
        ByteBuffer out = ByteBuffer.allocate(header);
        out.putShort(HeaderLayout.MAGIC).put(encrypted ? HeaderLayout.FORMAT_SEALED : HeaderLayout.FORMAT);
        out.put((byte) flags).put(serializer.id());
        out.putLong(Hash.of(key.value())).putLong(fingerprints.of(type));
        out.putLong(head.stamp().incarnation()).putLong(head.stamp().epoch());
        out.putLong(head.fresh().toMillis()).putShort((short) tags.size());
        tags.forEach(tag -> out.putShort((short) tag.length).put(tag));
        byte[] told = validators.length == 0 ? packed : HeaderLayout.joined(validators, packed);
        byte[] rest = encrypted ? encryption.seal(key.value(), out.array(), seal, told) : told;
        return new Encoded.Bytes(HeaderLayout.joined(out.array(), rest), value);
    }

    private Encoded refused(Type type, String reason) {
        unstorable.refused(type, reason);
        return new Encoded.Unfit(reason);
    }

    /**
     * Returns the value of {@code type} in {@code bytes}, which never left this JVM, unless it is larger than {@code sizes} allow. For
     * what was in a store, see {@link #decode(EntryKey, Type, StoredEntry, Sizes, LongSupplier)}.
     */
    public Decoded decode(EntryKey key, Type type, byte[] bytes, Sizes sizes) {
        return decode(key, type, bytes, sizes, (seal, head) -> Durations.FOREVER);
    }

    /**
     * Returns the value of {@code type} in {@code entry}, found under {@code key}, unless it is larger than {@code sizes} allow.
     *
     * @param now tells the backend's time in milliseconds; asked only where the entry is encrypted
     * @throws CacheBackendException when the backend had to be asked for its time and failed
     */
    public Decoded decode(EntryKey key, Type type, StoredEntry entry, Sizes sizes, LongSupplier now) {
        if (entry.bytes().length == 0) {
            return new Decoded.Unusable(
                    entry.entryId() == StoredEntry.UNREADABLE ? "not written by Cachex" : OF_ANOTHER_TIME, false);
        }
        return decode(
                key,
                type,
                entry.bytes(),
                sizes,
                (seal, head) -> seal.freshAtMost(entry.entryId(), head.fresh(), now.getAsLong()));
    }

    /** Tells how long an entry can be fresh yet by its seal. */
    private interface SealCheck {
        Duration freshAtMost(Seal seal, EntryHeader head) throws UnreadableException;
    }

    private Decoded decode(EntryKey key, Type type, byte[] bytes, Sizes sizes, SealCheck check) {
        if (bytes.length > sizes.maxStored()) {
            return new Decoded.Unusable("larger than max-value=" + sizes.max(), false);
        }
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            HeaderLayout.Front front = HeaderLayout.front(in);
            byte flags = front.flags();
            if (front.serializer() != serializer.id()) {
                return new Decoded.Unusable(
                        "written by serializer " + front.serializer() + ", not by " + serializer.name(), true);
            }
            if (front.keyCheck() != Hash.of(key.value())) {
                return new Decoded.Unusable("written for another key", false);
            }
            if (front.fingerprint() != fingerprints.of(type)) {
                return new Decoded.Unusable(
                        "written for another type, or another shape of " + type.getTypeName(), true);
            }
            EntryHeader head = HeaderLayout.head(in);
            byte[] packed;
            Duration freshAtMost = Durations.FOREVER;
            if (isEncrypted(flags)) {
                Opened opened = opened(key, flags, bytes, in);
                packed = opened.content();
                freshAtMost = check.freshAtMost(opened.seal(), head);
            } else {
                packed = Arrays.copyOfRange(bytes, in.position(), bytes.length);
            }
            if ((flags & HeaderLayout.FLAG_VALIDATORS) != 0) {
                ValidatorsLayout.Parts parts = ValidatorsLayout.parts(packed);
                head = head.with(parts.validators());
                packed = parts.value();
            }
            byte[] payload =
                    (flags & HeaderLayout.FLAG_COMPRESSED) != 0 ? Compression.inflate(packed, sizes.max()) : packed;
            if (payload.length > sizes.max()) {
                return new Decoded.Unusable("larger than max-value=" + sizes.max(), false);
            }
            return value(type, flags, payload, head, freshAtMost);
        } catch (BufferUnderflowException e) {
            return new Decoded.Unusable("cut short", false);
        } catch (UnreadableException e) {
            return new Decoded.Unusable(String.valueOf(e.getMessage()), e.foreign());
        } catch (CacheSerializationException e) {
            return new Decoded.Unusable(String.valueOf(e.getMessage()), e.isOfOtherForm());
        } catch (CacheBackendException e) {
            throw e;
        } catch (Throwable e) {
            Faults.keepInterrupt(e);
            // Whoever wrote it: what is stored never throws at callers.
            return new Decoded.Unusable("damaged (" + e.getClass().getName() + ")", false);
        }
    }

    /** Returns whether an entry is encrypted by its flags. One that is not encrypted though it should be may be anybody's. */
    private boolean isEncrypted(byte flags) throws UnreadableException {
        boolean encrypted = (flags & HeaderLayout.FLAG_ENCRYPTED) != 0;
        if (encrypted != encryption.isOn()) {
            throw new UnreadableException(
                    encrypted
                            ? "encrypted, and cachex.encryption.keys is not set"
                            : "not encrypted, though cachex.encryption.keys is set",
                    true);
        }
        return encrypted;
    }

    /** Returns what follows the header, up to which {@code in} was read, decrypted. */
    private Opened opened(EntryKey key, byte flags, byte[] bytes, ByteBuffer in) throws UnreadableException {
        byte[] header = Arrays.copyOf(bytes, in.position());
        return encryption.open(key.value(), header, (flags & HeaderLayout.FLAG_SLIDING) != 0, in);
    }

    /** Returns whether {@code bytes} of an entry hold a failure in the place of a value. */
    public boolean isFailure(byte[] bytes) {
        return HeaderLayout.isFailure(bytes);
    }

    /** Returns what was stored with the value in {@code bytes}; empty where that cannot be read. */
    public Optional<EntryHeader> head(byte[] bytes) {
        return HeaderLayout.head(bytes);
    }

    private Decoded value(Type type, byte flags, byte[] payload, EntryHeader head, Duration freshAtMost)
            throws UnreadableException {
        boolean optional = OptionalTypes.isOptional(type);
        if ((flags & HeaderLayout.FLAG_FAILURE) != 0) {
            return (flags & HeaderLayout.FLAG_NULL) != 0
                    ? new Decoded.Unusable("a failure and a null entry", false)
                    : new Decoded.Value(KeptFailure.read(payload), head, freshAtMost);
        }
        if ((flags & HeaderLayout.FLAG_NULL) != 0) {
            if (payload.length > 0) {
                return new Decoded.Unusable("a null entry with content", false);
            }
            return new Decoded.Value(optional ? Optional.empty() : null, head, freshAtMost);
        }
        try {
            Object content = serializer.read(payload, OptionalTypes.content(type));
            return new Decoded.Value(optional ? Optional.ofNullable(content) : content, head, freshAtMost);
        } catch (CacheSerializationException e) {
            throw e;
        } catch (Throwable e) {
            // What lies in a shared store may ask for any depth and any size.
            Faults.keepInterrupt(e);
            return new Decoded.Unusable(
                    serializer.name() + " cannot read " + type.getTypeName() + ": "
                            + e.getClass().getName(),
                    false);
        }
    }
}
