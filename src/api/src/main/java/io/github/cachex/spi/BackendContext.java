// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.Optional;

/** What a backend is made from. Its factory reads all it needs before it opens anything. */
public interface BackendContext extends ConfigReader {
    /** Returns the client of type {@code type} that the application handed in, which stays its own to close. */
    <C> Optional<C> client(Class<C> type);

    /** Returns prefix and version, {@code prefix:version}, with which this backend's own names begin. */
    String namespace();
}
