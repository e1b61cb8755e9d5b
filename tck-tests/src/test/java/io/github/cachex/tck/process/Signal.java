// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What is done to a process from outside. */
public enum Signal {
    STOP,
    CONT,
    KILL;

    /** Sends this to the process {@code pid} and returns once it is delivered. */
    public void send(long pid) {
        try {
            int result = new ProcessBuilder("kill", "-" + name(), String.valueOf(pid))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            if (result != 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
                throw new IllegalStateException("kill -" + name() + " " + pid + " ended with " + result);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
