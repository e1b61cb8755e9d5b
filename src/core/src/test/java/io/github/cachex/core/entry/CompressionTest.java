// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheSerializationException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CompressionTest {
    private static final int MAX = 1 << 20;

    @Property(tries = 500)
    void compressedBytes_comeBack(@ForAll byte[] word, @ForAll @IntRange(max = 50) int times) {
        byte[] plain = new byte[word.length * times];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = word[i % word.length];
        }
        byte[] packed = Compression.deflate(plain);
        if (packed.length < plain.length) {
            assertThat(Compression.inflate(packed, MAX)).isEqualTo(plain);
        } else {
            assertThat(packed).isSameAs(plain);
        }
    }

    @Test
    void largeRepetitiveValue_becomesSmall() {
        assertThat(Compression.deflate(new byte[100_000])).hasSizeLessThan(1_000);
    }

    @Property(tries = 500)
    void arbitraryBytes_areRefusedOrStayWithinTheBound(@ForAll byte[] noise, @ForAll @IntRange(max = 100) int size) {
        byte[] bytes =
                ByteBuffer.allocate(4 + noise.length).putInt(size).put(noise).array();
        try {
            assertThat(Compression.inflate(bytes, 100)).hasSizeLessThanOrEqualTo(100);
        } catch (CacheSerializationException e) {
            assertThat(e).hasMessageStartingWith("compressed bytes");
        }
    }

    /** A bomb: 100 MB of zeros in 100 KB. Neither what it says nor what it holds goes beyond the bound. */
    @Test
    void bomb_isRefusedBeforeItSwells() {
        byte[] bomb = Compression.deflate(new byte[100 << 20]);
        assertRefused(bomb, "would swell to 104857600");
        assertRefused(ByteBuffer.wrap(bomb.clone()).putInt(0, MAX).array(), "go on after their end");
        assertRefused(ByteBuffer.wrap(bomb.clone()).putInt(0, -1).array(), "would swell to 4294967295");
    }

    @Test
    void damagedBytes_areRefused() {
        byte[] good = Compression.deflate("text text text text text text text".getBytes());
        assertRefused(new byte[3], "cut short");
        assertRefused(Arrays.copyOf(good, good.length - 3), "end too early");
        assertRefused(Arrays.copyOf(good, good.length + 1), "go on after their end");
        byte[] damaged = good.clone();
        damaged[4] = (byte) 0xff;
        assertRefused(damaged, "damaged");
    }

    private static void assertRefused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> Compression.inflate(bytes, MAX))
                .isInstanceOf(CacheSerializationException.class)
                .hasMessageContaining(reason);
    }
}
