// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** The files of the page, which lie beside this class. */
final class ConsoleFiles {
    /** A pattern of their names. */
    static final String NAMES =
            "index\\.html|console\\.css|cache\\.js|console\\.js|elements\\.js|figures\\.js|views\\.js|icon\\.svg";

    private static final Map<String, MediaType> TYPES = Map.of(
            "html", MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"),
            "css", new MediaType("text", "css", "UTF-8"),
            "js", new MediaType("text", "javascript", "UTF-8"),
            "svg", new MediaType("image", "svg+xml"));

    private ConsoleFiles() {}

    /** Returns the bytes of the file, which is one of ours. */
    static byte[] bytes(String file) {
        try (InputStream in = Objects.requireNonNull(ConsoleFiles.class.getResourceAsStream(file), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what a browser takes it for. */
    static MediaType type(String file) {
        return Objects.requireNonNull(TYPES.get(file.substring(file.lastIndexOf('.') + 1)), file);
    }
}
