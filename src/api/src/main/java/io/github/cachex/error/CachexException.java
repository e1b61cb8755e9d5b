// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.error;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parent of everything that Cachex itself throws. Unchecked.
 *
 * <p>A loader's exception is never wrapped in it: it arrives as it was thrown.
 */
public abstract class CachexException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates one with {@code message}, and {@code cause} where something else failed first. The message is rendered on one line,
     * with question marks for what no terminal shows.
     */
    protected CachexException(@Nullable String message, @Nullable Throwable cause) {
        super(message == null ? null : MessageText.line(message), cause);
    }

    /** Creates one whose message has several {@code lines}, each rendered for itself. */
    CachexException(List<String> lines, @Nullable Throwable cause) {
        super(lines.stream().map(MessageText::line).collect(Collectors.joining("\n")), cause);
    }
}
