// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.io.IOException;

/** Thrown where the caller was interrupted while it waited, which says nothing of the server. */
final class InterruptedCallException extends IOException {
    private static final long serialVersionUID = 1L;

    InterruptedCallException(InterruptedException cause) {
        super("interrupted while waiting", cause);
    }
}
