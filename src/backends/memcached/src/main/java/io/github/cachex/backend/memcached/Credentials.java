// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.nio.charset.StandardCharsets;

/** As whom to ask. Never shows itself. */
record Credentials(String user, String password) {
    /** Returns what memcached wants to be told. */
    byte[] told() {
        return (user + " " + password).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "credentials";
    }
}
