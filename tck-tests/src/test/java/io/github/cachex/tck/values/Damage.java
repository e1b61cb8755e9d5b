// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Changes of bytes as broken memory, other programs and attackers make them; the same ones in each run. For one thread. */
public final class Damage {
    private static final byte[] SIGNS = "0123456789[{\"*?$:\r\n-[]\\ .".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_REPEATED = 2_000;

    private final SplittableRandom random;

    /** Makes changes that follow from {@code seed}. */
    public Damage(long seed) {
        this.random = new SplittableRandom(seed);
    }

    int random(int bound) {
        return random.nextInt(bound);
    }

    /** Returns {@code bytes} with one to three changes; never the same array. */
    public byte[] to(byte[] bytes) {
        byte[] changed = bytes.clone();
        for (int i = 1 + random.nextInt(3); i > 0 && changed.length > 0; i--) {
            changed = once(changed);
        }
        return changed;
    }

    private byte[] once(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        byte[] changed = bytes.clone();
        switch (random.nextInt(8)) {
            case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[at] = (byte) random.nextInt(256);
            case 2 -> changed = Arrays.copyOf(bytes, at);
            case 3 ->
                changed = spliced(bytes, at, Arrays.copyOfRange(bytes, random.nextInt(bytes.length), bytes.length));
            case 4 -> changed = spliced(bytes, at, repeated());
            case 5 -> Arrays.fill(changed, at, Math.min(bytes.length, at + 8), (byte) (random.nextInt(3) - 1));
            case 6 -> {
                int[] numbers = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 16, random.nextInt()};
                if (at + Integer.BYTES <= changed.length) {
                    ByteBuffer.wrap(changed).putInt(at, numbers[random.nextInt(numbers.length)]);
                }
            }
            default -> {
                int from = random.nextInt(bytes.length);
                int length = Math.min(random.nextInt(16), bytes.length - Math.max(from, at));
                System.arraycopy(bytes, from, changed, at, length);
            }
        }
        return changed;
    }

    private byte[] repeated() {
        byte[] repeated = new byte[random.nextInt(MOST_REPEATED)];
        Arrays.fill(repeated, SIGNS[random.nextInt(SIGNS.length)]);
        return repeated;
    }

    private static byte[] spliced(byte[] bytes, int at, byte[] part) {
        byte[] spliced = Arrays.copyOf(bytes, bytes.length + part.length);
        System.arraycopy(part, 0, spliced, at, part.length);
        System.arraycopy(bytes, at, spliced, at + part.length, bytes.length - at);
        return spliced;
    }
}
