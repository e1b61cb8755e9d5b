// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.CacheHandler;
import io.github.cachex.Invalidation;
import picocli.CommandLine.Command;

/** Drops entries. */
@Command(name = "invalidate", description = "Drop entries, in every near cache too: the next reader loads them.")
final class InvalidateCommand extends DropCommand {
    InvalidateCommand(Terminal terminal) {
        super(terminal, "invalidate", "invalidated");
    }

    @Override
    Invalidation ids(CacheHandler cache, String... ids) {
        return cache.invalidate(ids);
    }

    @Override
    Invalidation tags(CacheHandler cache, String... tags) {
        return cache.invalidateTags(tags);
    }

    @Override
    Invalidation matching(CacheHandler cache, String glob) {
        return cache.invalidateMatching(glob);
    }

    @Override
    Invalidation all(CacheHandler cache) {
        return cache.clear();
    }
}
