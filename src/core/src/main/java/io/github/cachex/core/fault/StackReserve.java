// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.fault;

/**
 * A check that the calling thread has the stack that an operation of Cachex itself needs. Made before a lease, a flight or a lock
 * is taken, so that a {@link StackOverflowError} comes while nothing is held, and not while something is given back.
 */
public final class StackReserve {
    private static final int LEVELS = 20;

    private StackReserve() {}

    /**
     * Uses about 40 KB of stack and gives them back; several times that while the code that follows is interpreted, which then
     * needs more as well.
     *
     * @throws StackOverflowError when there is less
     */
    public static void check() {
        long now = System.nanoTime();
        if (use(
                LEVELS,
                now, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) == 1) {
            Thread.onSpinWait();
        }
    }

    // Arguments that find no register are laid on the stack, which costs about 2 µs in all. Calls with few arguments take five times
    // as long for the same space: the processor foresees the returns of some 20 calls only.
    private static long use(
            int levels,
            long a0, long a1, long a2, long a3, long a4, long a5, long a6, long a7, long a8, long a9, long a10, long a11,
            long b0, long b1, long b2, long b3, long b4, long b5, long b6, long b7, long b8, long b9, long b10, long b11,
            long c0, long c1, long c2, long c3, long c4, long c5, long c6, long c7, long c8, long c9, long c10, long c11,
            long d0, long d1, long d2, long d3, long d4, long d5, long d6, long d7, long d8, long d9, long d10, long d11,
            long e0, long e1, long e2, long e3, long e4, long e5, long e6, long e7, long e8, long e9, long e10, long e11,
            long f0, long f1, long f2, long f3, long f4, long f5, long f6, long f7, long f8, long f9, long f10, long f11,
            long g0, long g1, long g2, long g3, long g4, long g5, long g6, long g7, long g8, long g9, long g10, long g11,
            long h0, long h1, long h2, long h3, long h4, long h5, long h6, long h7, long h8, long h9, long h10, long h11) {
        return levels == 0
                ? a0 + h11
                : d4 + use(
                levels - 1,
                a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, c0,
                c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, d0, d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11, e0,
                e1, e2, e3, e4, e5, e6, e7, e8, e9, e10, e11, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, g0,
                g1, g2, g3, g4, g5, g6, g7, g8, g9, g10, g11, h0, h1, h2, h3, h4, h5, h6, h7, h8, h9, h10, h11, a0);
    }
}
