// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** By what name others know this machine. Asked for once: a resolver of names may take its time. */
@Internal
public final class HostName {
    private static final int MOST = 64;

    private HostName() {}

    /** Returns the name of this machine without blanks: of a pod, its name. Never empty. */
    public static String get() {
        return Known.NAME;
    }

    private static final class Known {
        private static final String NAME = Stream.<java.util.function.Supplier<Optional<String>>>of(
                        () -> Optional.ofNullable(System.getenv("HOSTNAME")),
                        () -> Optional.ofNullable(System.getenv("COMPUTERNAME")),
                        Known::file,
                        Known::resolved)
                .map(source -> source.get().map(HostName::plain).filter(name -> !name.isEmpty()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("localhost");

        private static Optional<String> file() {
            try {
                return Optional.of(Files.readString(Path.of("/etc/hostname")));
            } catch (IOException | RuntimeException e) {
                return Optional.empty();
            }
        }

        private static Optional<String> resolved() {
            try {
                return Optional.of(InetAddress.getLocalHost().getHostName());
            } catch (IOException | RuntimeException e) {
                return Optional.empty();
            }
        }
    }

    /** Returns {@code name} as Redis takes it for a client: without blanks and control characters, and no longer than others read it. */
    static String plain(String name) {
        String plain = name.strip().replaceAll("[^A-Za-z0-9._-]", "_");
        return plain.length() <= MOST ? plain : plain.substring(0, MOST);
    }
}
