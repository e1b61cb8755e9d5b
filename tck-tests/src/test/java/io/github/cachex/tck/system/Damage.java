// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.system;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Changes of bytes as broken memory, other programs and attackers make them; the same ones in each run. */
final class Damage {
    private static final byte[] SIGNS = "0123456789[{\"*$:\r\n- \\".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_REPEATED = 2_000;

    private final SplittableRandom random;

    Damage(long seed) {
        this.random = new SplittableRandom(seed);
    }

    int random(int bound) {
        return random.nextInt(bound);
    }

    /** Returns {@code bytes} with one to three changes; never the same array. */
    byte[] to(byte[] bytes) {
        byte[] changed = bytes.clone();
        for (int i = 1 + random.nextInt(3); i > 0 && changed.length > 0; i--) {
            changed = once(changed);
        }
        return changed;
    }

    private byte[] once(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        byte[] changed = bytes.clone();
        switch (random.nextInt(6)) {
            case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[at] = (byte) random.nextInt(256);
            case 2 -> changed = Arrays.copyOf(bytes, at);
            case 3 -> changed = spliced(bytes, at, Arrays.copyOfRange(bytes, random.nextInt(at + 1), bytes.length));
            case 4 -> changed = spliced(bytes, at, repeated());
            default -> Arrays.fill(changed, at, Math.min(bytes.length, at + 8), (byte) (random.nextInt(3) - 1));
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
