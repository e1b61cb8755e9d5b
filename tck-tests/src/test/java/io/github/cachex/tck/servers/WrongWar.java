// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import io.github.cachex.tck.servers.wrong.WrongBean;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The example WAR with a bean full of mistakes in place of its own classes. */
final class WrongWar {
    private static final String CLASSES = "WEB-INF/classes/";

    private WrongWar() {}

    static Path make(Path right, Path wrong) throws IOException {
        try (ZipFile from = new ZipFile(right.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(wrong))) {
            for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                if (!entry.getName().startsWith(CLASSES)) {
                    add(to, entry.getName(), from.getInputStream(entry));
                }
            }
            String bean = WrongBean.class.getName().replace('.', '/') + ".class";
            add(to, CLASSES + bean, Objects.requireNonNull(WrongBean.class.getResourceAsStream("/" + bean)));
        }
        return wrong;
    }

    private static void add(ZipOutputStream to, String name, InputStream content) throws IOException {
        to.putNextEntry(new ZipEntry(name));
        try (content) {
            content.transferTo(to);
        }
        to.closeEntry();
    }
}
