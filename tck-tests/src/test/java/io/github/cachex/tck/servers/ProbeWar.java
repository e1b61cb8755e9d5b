// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The probe, with the libraries of the example WAR. */
final class ProbeWar {
    private static final String LIBRARIES = "WEB-INF/lib/";

    private ProbeWar() {}

    static Path make(Path example, Path probe, Path war) throws IOException {
        try (ZipFile from = new ZipFile(example.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(war))) {
            for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                if (entry.getName().startsWith(LIBRARIES) && !entry.isDirectory()) {
                    add(to, entry.getName(), from.getInputStream(entry));
                }
            }
            add(to, LIBRARIES + "probe.jar", Files.newInputStream(probe));
        }
        return war;
    }

    private static void add(ZipOutputStream to, String name, InputStream content) throws IOException {
        to.putNextEntry(new ZipEntry(name));
        try (content) {
            content.transferTo(to);
        }
        to.closeEntry();
    }
}
