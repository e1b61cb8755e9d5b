// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.spi.Durations;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the record of a key holds: an entry, and a lease or the marker that one left. Both in one record, so that whoever changes one has
 * compared both. Times are milliseconds of whichever clock wrote them; what must hold by every clock is a fact beside them.
 *
 * @param entry null for none
 * @param lease null for none
 */
record Slot(@Nullable Entry entry, @Nullable Lease lease) {
    /** The slot of what is not there, or cannot be read. */
    static final Slot EMPTY = new Slot(null, null);

    /** The most bytes that are put around an entry. */
    static final int OVERHEAD = 64;

    private static final short MAGIC = 0x4353; // "CS"
    private static final byte FORMAT = 1;
    private static final byte HAS_ENTRY = 1;
    private static final byte IS_EXPIRED = 2;
    private static final byte HAS_LEASE = 4;
    private static final byte IS_MARKER = 8;
    /** A clock that is behind takes what is over for a while longer; then it is of no use to it either. */
    private static final long MARGIN = Duration.ofHours(1).toMillis();

    /** An entry; {@code isExpired} where it was expired, whatever the times say. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(long id, long staleAt, long goneAt, long staleMillis, boolean isExpired, byte[] bytes) {
        static Entry of(NewEntry entry, long now) {
            return of(entry.entryId(), entry.bytes(), entry.lifetime(), now);
        }

        private static Entry of(long id, byte[] bytes, Lifetime lifetime, long now) {
            long staleAt = end(now, lifetime.fresh());
            return new Entry(id, staleAt, end(staleAt, lifetime.stale()), end(0, lifetime.stale()), false, bytes);
        }

        private static long end(long begin, Duration time) {
            return begin == CasStore.NEVER || Durations.isForever(time) ? CasStore.NEVER : begin + time.toMillis();
        }

        /** Returns it with another lifetime from now on. */
        Entry living(Lifetime lifetime, long now) {
            return of(id, bytes, lifetime, now);
        }

        /** Returns it as it is once it was expired; empty where nothing is left then. */
        @Nullable
        Entry expired(long now) {
            if (staleMillis == 0) {
                return null;
            }
            if (isExpired || now >= staleAt) {
                return new Entry(id, staleAt, goneAt, staleMillis, true, bytes);
            }
            long gone = staleMillis == CasStore.NEVER ? CasStore.NEVER : now + staleMillis;
            return new Entry(id, now, gone, staleMillis, true, bytes);
        }

        boolean isFresh(long now) {
            return !isExpired && now < staleAt;
        }

        boolean isThere(long now) {
            return now < goneAt;
        }

        StoredEntry stored(long now) {
            Duration left = staleAt == CasStore.NEVER ? Durations.FOREVER : Duration.ofMillis(staleAt - now);
            Duration fresh = isExpired && !left.isNegative() ? Duration.ZERO : left;
            Duration stale = staleMillis == CasStore.NEVER ? Durations.FOREVER : Duration.ofMillis(staleMillis);
            return new StoredEntry(id, fresh, StoredEntry.staleLeft(stale, fresh), bytes);
        }
    }

    /** A lease, or the marker of a load that stored nothing. */
    record Lease(long token, boolean isMarker, long until) {}

    /** Returns what {@code record} holds; nothing where it cannot be read. */
    static Slot of(byte[] record) {
        ByteBuffer in = ByteBuffer.wrap(record);
        if (!isReadable(record)) {
            return EMPTY;
        }
        byte flags = in.get(3);
        in.position(4);
        Lease lease = null;
        if ((flags & HAS_LEASE) != 0) {
            lease = new Lease(in.getLong(), (flags & IS_MARKER) != 0, in.getLong());
        }
        Entry entry = null;
        if ((flags & HAS_ENTRY) != 0) {
            long id = in.getLong();
            long staleAt = in.getLong();
            long goneAt = in.getLong();
            long staleMillis = in.getLong();
            byte[] bytes = new byte[in.remaining()];
            in.get(bytes);
            entry = new Entry(id, staleAt, goneAt, staleMillis, (flags & IS_EXPIRED) != 0, bytes);
        }
        return new Slot(entry, lease);
    }

    /** Returns whether {@code record} is one of these. */
    static boolean isReadable(byte[] record) {
        if (record.length < 4) {
            return false;
        }
        ByteBuffer in = ByteBuffer.wrap(record);
        int flags = in.get(3);
        int least = 4 + ((flags & HAS_LEASE) != 0 ? 16 : 0) + ((flags & HAS_ENTRY) != 0 ? 32 : 0);
        return in.getShort(0) == MAGIC && in.get(2) == FORMAT && record.length >= least;
    }

    /** Returns the record that holds this. */
    byte[] bytes() {
        int flags = (entry == null ? 0 : HAS_ENTRY | (entry.isExpired ? IS_EXPIRED : 0))
                | (lease == null ? 0 : HAS_LEASE | (lease.isMarker ? IS_MARKER : 0));
        ByteBuffer out = ByteBuffer.allocate(OVERHEAD + (entry == null ? 0 : entry.bytes.length));
        out.putShort(MAGIC).put(FORMAT).put((byte) flags);
        if (lease != null) {
            out.putLong(lease.token).putLong(lease.until);
        }
        if (entry != null) {
            out.putLong(entry.id)
                    .putLong(entry.staleAt)
                    .putLong(entry.goneAt)
                    .putLong(entry.staleMillis)
                    .put(entry.bytes);
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /** Returns when it is of no more use, by any clock that is not off by more than an hour. */
    long goneAt() {
        long gone = Math.max(entry == null ? 0 : entry.goneAt, lease == null ? 0 : lease.until);
        return gone > CasStore.NEVER - MARGIN ? CasStore.NEVER : gone + MARGIN;
    }

    boolean isEmpty() {
        return entry == null && lease == null;
    }

    /** Returns the entry as far as it is there at {@code now}. */
    Optional<Entry> there(long now) {
        return Optional.ofNullable(entry).filter(one -> one.isThere(now));
    }

    /** Returns the fresh entry. */
    Optional<Entry> fresh(long now) {
        return Optional.ofNullable(entry).filter(one -> one.isThere(now) && one.isFresh(now));
    }

    /** Returns the lease or marker as far as it holds at {@code now}. */
    Optional<Lease> held(long now) {
        return Optional.ofNullable(lease).filter(one -> now < one.until);
    }

    /** Returns whether {@code token} holds the lease at {@code now}. */
    boolean isHeldBy(long token, long now) {
        return held(now).filter(one -> !one.isMarker && one.token == token).isPresent();
    }

    Slot with(@Nullable Entry other) {
        return new Slot(other, lease);
    }

    Slot leased(@Nullable Lease other) {
        return new Slot(entry, other);
    }
}
