// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.CacheHandler;
import io.github.cachex.Invalidation;
import picocli.CommandLine.Command;

/** Lets entries end. */
@Command(
        name = "expire",
        description = "Let entries end now: they are loaded again, and may stand in as stale values meanwhile.")
final class ExpireCommand extends DropCommand {
    ExpireCommand(Terminal terminal) {
        super(terminal, "expire", "expired");
    }

    @Override
    Invalidation ids(CacheHandler cache, String... ids) {
        return cache.expire(ids);
    }

    @Override
    Invalidation tags(CacheHandler cache, String... tags) {
        return cache.expireTags(tags);
    }

    @Override
    Invalidation matching(CacheHandler cache, String glob) {
        return cache.expireMatching(glob);
    }

    @Override
    Invalidation all(CacheHandler cache) {
        return cache.expireAll();
    }
}
