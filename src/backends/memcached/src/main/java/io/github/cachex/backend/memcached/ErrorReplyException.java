// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.io.IOException;

/** Thrown where the server answers with an error: nothing was done. */
final class ErrorReplyException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean isOfTheServer;

    ErrorReplyException(String line) {
        super("it answers '" + line + "'");
        this.isOfTheServer = line.startsWith("SERVER_ERROR");
    }

    /** Returns whether the command was understood, so that the connection can be used further. */
    boolean isOfTheServer() {
        return isOfTheServer;
    }
}
