// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.guards;

/** Who calls, as all guards here see it. */
public final class Caller {
    private static final ThreadLocal<Boolean> REFUSED = ThreadLocal.withInitial(() -> false);

    private Caller() {}

    /** Says whether guards are to refuse what this thread calls from now on. */
    public static void refuse(boolean refused) {
        REFUSED.set(refused);
    }

    static void check() {
        if (REFUSED.get()) {
            throw new SecurityException("not yours");
        }
    }
}
