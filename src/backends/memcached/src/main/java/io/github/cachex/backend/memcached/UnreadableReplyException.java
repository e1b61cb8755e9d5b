// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.io.IOException;

/** Thrown where what was answered is no answer of memcached: its connection is of no more use. */
final class UnreadableReplyException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableReplyException(String how) {
        super("not an answer of memcached: " + how);
    }
}
