// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

/** The part of the registry that is about what no caller waits for. */
final class BackgroundKeys {
    static final Setting<BackgroundMode> MODE = new Setting<>(
            "background",
            "threads",
            "Where that runs which no caller waits for: threads, or inline, within calls alone, so that nothing runs after an"
                    + " answer.",
            Parsers.constant(BackgroundMode.class));
    static final Setting<Long> THREADS = new Setting<>(
            "background-threads",
            "16",
            "How many loads run in the background at once, of each backend: refreshes, asynchronous ones, those with a timeout.",
            Parsers.whole(1, 10_000));

    private BackgroundKeys() {}
}
