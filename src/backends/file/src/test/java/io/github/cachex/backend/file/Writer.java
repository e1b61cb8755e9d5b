// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.file;

import io.github.cachex.backend.cas.CasStore;
import io.github.cachex.spi.CallBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** A process that replaces a record without an end, each time by bytes that are all the same. */
final class Writer {
    static final String NAME = "tck:1:{writers:record}";
    static final int LENGTH = 500_000;

    private Writer() {}

    /** Writes to the store in {@code folder[0]}; says so once it has. */
    public static void main(String[] folder) throws Exception {
        FileStore store = new FileStore(Path.of(folder[0]));
        boolean said = false;
        while (true) {
            CallBudget budget = CallBudget.of(Duration.ofSeconds(10));
            long there =
                    store.get(NAME, budget).map(CasStore.Versioned::version).orElse(CasStore.ABSENT);
            boolean done =
                    store.put(NAME, there, bytes(), CasStore.NEVER, budget).isPresent();
            if (done && !said) {
                System.out.println("writing");
                said = true;
            }
        }
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, (byte) ThreadLocalRandom.current().nextInt());
        return bytes;
    }
}
