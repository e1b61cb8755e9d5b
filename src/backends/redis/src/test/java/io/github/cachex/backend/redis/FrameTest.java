// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static final long NOW = 2_000_000_000_000L;
    private static final Lifetime HOUR = Lifetime.of(Duration.ofHours(1));

    /** P7: foreign bytes are no exception. */
    @Property
    void anyBytes_areAnEntryOrUnreadable(@ForAll byte[] bytes) {
        StoredEntry read = Frame.read(bytes, () -> 0, () -> 0);

        assertThat(read.entryId() == StoredEntry.UNREADABLE).isEqualTo(read.bytes() == bytes);
    }

    @Property
    void anyBytesBehindOurMark_areAnEntryOrUnreadable(
            @ForAll byte[] rest, @ForAll @IntRange(min = 1, max = 2) int version) {
        byte[] bytes = new byte[rest.length + 3];
        bytes[0] = 'C';
        bytes[1] = 'X';
        bytes[2] = (byte) version;
        System.arraycopy(rest, 0, bytes, 3, rest.length);

        assertThat(Frame.read(bytes, () -> 0, () -> 0).freshLeft()).isNotNull();
    }

    /** As a life it would not fit a number of nanoseconds: it can be replaced, and is never taken for a value. */
    @Property
    void entryThatClaimsToStayFreshForMillennia_hasNoContent(@ForAll @LongRange(min = 40_000_000_000_000L) long until) {
        byte[] bytes = Frame.of(new NewEntry(7, new byte[] {1, 2, 3}, HOUR));
        ByteBuffer.wrap(bytes).putLong(3, until == (1L << 53) - 1 ? until + 1 : until);

        StoredEntry read = Frame.read(bytes, () -> 2_000_000_000_000L, () -> 2_000_000_000_000L);

        assertThat(read.entryId()).isEqualTo(7);
        assertThat(read.isFresh()).isFalse();
        assertThat(read.bytes()).isEmpty();
    }

    @Property
    void anyEntry_comesBack(@ForAll long id, @ForAll byte[] content) {
        long real = id == StoredEntry.UNREADABLE ? 1 : id;

        StoredEntry read = Frame.read(Frame.of(new NewEntry(real, content, HOUR)), () -> 0, () -> 0);

        assertThat(read.entryId()).isEqualTo(real);
        assertThat(read.bytes()).isEqualTo(content);
        assertThat(Frame.id(Frame.id(real))).isEqualTo(real);
    }

    private static byte[] freshFor(long millis) {
        byte[] bytes = Frame.of(new NewEntry(7, new byte[] {1, 2, 3}, HOUR));
        ByteBuffer.wrap(bytes).putLong(3, NOW + millis);
        return bytes;
    }

    /** Written before Redis's clock went back by two hours: it would be served for three. */
    @Test
    void entryThatIsFreshForLongerThanItEverWas_hasNoContent() {
        StoredEntry read = Frame.read(freshFor(3 * HOUR.fresh().toMillis()), () -> NOW, () -> NOW);

        assertThat(read.entryId()).isEqualTo(7);
        assertThat(read.isFresh()).isFalse();
        assertThat(read.bytes()).isEmpty();
    }

    /** Clocks drift, and are put right by seconds. */
    @Test
    void entryThatIsFreshForALittleLonger_isFreshForNoMoreThanItWas() {
        StoredEntry read = Frame.read(freshFor(HOUR.fresh().toMillis() + 30_000), () -> NOW, () -> NOW);

        assertThat(read.freshLeft()).isEqualTo(HOUR.fresh());
        assertThat(read.bytes()).containsExactly(1, 2, 3);
    }

    /** What this JVM believes of Redis's clock is from before it was set; the entry is from after that. */
    @Test
    void entryThatContradictsTheTimeKnown_isJudgedByThatOfRedis() {
        for (long known : new long[] {
            NOW - HOUR.fresh().toMillis(), NOW + 2 * HOUR.fresh().toMillis()
        }) {
            StoredEntry read = Frame.read(freshFor(HOUR.fresh().toMillis()), () -> known, () -> NOW);

            assertThat(read.freshLeft()).isEqualTo(HOUR.fresh());
            assertThat(read.bytes()).containsExactly(1, 2, 3);
        }
    }
}
