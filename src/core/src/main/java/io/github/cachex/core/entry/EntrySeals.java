// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.core.entry.Encryption.Opened;
import io.github.cachex.core.entry.Encryption.UnreadableException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The seals of encrypted entries: made for what is to be stored, made anew, and looked at. Thread-safe. */
public final class EntrySeals {
    private final Encryption encryption;

    EntrySeals(Encryption encryption) {
        this.encryption = encryption;
    }

    /** Returns whether what is stored is encrypted. */
    public boolean isEncrypting() {
        return encryption.isOn();
    }

    /**
     * Returns the seal of the entry {@code entryId}, which is to be stored for {@code lifetime}.
     *
     * @param now tells the backend's time in milliseconds; asked only where entries are encrypted
     */
    public Seal seal(long entryId, Lifetime lifetime, boolean sliding, LongSupplier now) {
        return encryption.isOn() ? Seal.of(entryId, lifetime, sliding, now.getAsLong()) : Seal.LOCAL;
    }

    /**
     * Returns what {@code entry} holds as the entry {@code entryId} that lives for {@code lifetime} from now, encrypted anew; empty
     * where it must have ended, or is not encrypted by a key that is known here.
     *
     * @param now the backend's time in milliseconds
     */
    public Optional<NewEntry> resealed(EntryKey key, StoredEntry entry, long entryId, Lifetime lifetime, long now) {
        return within(key, entry, now).map(there -> {
            HeaderLayout.setFresh(there.header, lifetime.fresh());
            Seal seal = Seal.of(entryId, lifetime, there.opened.seal().sliding(), now);
            byte[] rest = encryption.seal(key.value(), there.header, seal, there.opened.content());
            return new NewEntry(entryId, HeaderLayout.joined(there.header, rest), lifetime);
        });
    }

    /**
     * Returns whether {@code entry} can be fresh, as far as encryption tells: it is encrypted by a key that is known here, and its
     * time is not over.
     *
     * @param now tells the backend's time in milliseconds; asked only where entries are encrypted
     */
    public boolean isFresh(EntryKey key, StoredEntry entry, LongSupplier now) {
        return !encryption.isOn() || within(key, entry, now.getAsLong()).isPresent();
    }

    /** The parts of an entry. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Parts(byte[] header, Opened opened) {}

    private Optional<Parts> within(EntryKey key, StoredEntry entry, long now) {
        byte[] bytes = entry.bytes();
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            short magic = in.getShort();
            byte format = in.get();
            byte flags = in.get();
            if (magic != HeaderLayout.MAGIC
                    || format != HeaderLayout.FORMAT_SEALED
                    || HeaderLayout.objection(format, flags).isPresent()) {
                return Optional.empty();
            }
            EntryHeader head = HeaderLayout.headFromStart(in);
            byte[] header = Arrays.copyOf(bytes, in.position());
            boolean sliding = (flags & HeaderLayout.FLAG_SLIDING) != 0;
            Opened opened = encryption.open(key.value(), header, sliding, in);
            Duration left = opened.seal().freshAtMost(entry.entryId(), head.fresh(), now);
            return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(new Parts(header, opened));
        } catch (BufferUnderflowException | IllegalArgumentException | UnreadableException e) {
            return Optional.empty();
        }
    }
}
