// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.FetchContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Tells from class files whether a bean may give tags to its values while they are loaded. */
final class ContextTags {
    private static final String CONTEXT = FetchContext.class.getName().replace('.', '/');

    private ContextTags() {}

    /** Returns whether {@code bean} or a superclass names {@link FetchContext}, or cannot be read. */
    static boolean mayBeAddedBy(Class<?> bean) {
        for (Class<?> type = bean; type != null && type.getClassLoader() != null; type = type.getSuperclass()) {
            String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
            try (InputStream bytes = type.getResourceAsStream(file)) {
                // A class that calls it has its name among its constants, which are written plainly.
                if (bytes == null || new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1).contains(CONTEXT)) {
                    return true;
                }
            } catch (IOException e) {
                return true;
            }
        }
        return false;
    }
}
