// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.file;

import io.github.cachex.spi.ConfigKey;
import java.util.List;

/** The keys of the configuration. */
final class FileKeys {
    static final ConfigKey FOLDER = ConfigKey.of(
            "cachex.backend.file.folder",
            "",
            "The folder, which the JVMs of one host share; made where it is missing, for its owner alone.");
    static final ConfigKey MAX_SIZE = ConfigKey.of(
            "cachex.backend.file.max-size", "268435456", "How many bytes the files may have together, about.");

    private FileKeys() {}

    static List<ConfigKey> all() {
        return List.of(FOLDER, MAX_SIZE);
    }
}
