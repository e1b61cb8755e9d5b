// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.Invalidation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drops all entries of caches. */
@Command(name = "clear", description = "Drop all entries of caches, in every near cache too.")
final class ClearCommand extends StoreCommand {
    @Parameters(paramLabel = "CACHE", arity = "0..*", description = "The caches.")
    private List<String> caches = new ArrayList<>();

    @Option(names = "--all-caches", description = "Every cache that has entries.")
    private boolean allCaches;

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    ClearCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        if (caches.isEmpty() == !allCaches) {
            throw new Failure(ExitCode.USAGE, "clear: name caches, or --all-caches");
        }
    }

    @Override
    List<String> named() {
        return caches;
    }

    @Override
    ExitCode run(Session session) {
        Set<String> meant = new TreeSet<>(caches);
        if (allCaches) {
            try (Progress progress = new Progress(terminal(), "entries")) {
                new Listing(session, progress).all(key -> {
                    meant.add(key.cache());
                    return true;
                });
            }
        }
        meant.forEach(session::cache);
        session.announce();
        confirmation.ask(terminal(), "clear " + String.join(", ", meant));
        boolean applied = true;
        for (String cache : meant) {
            Invalidation cleared = session.cache(cache).clear();
            applied &= cleared.isApplied();
            if (output().isJson()) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("cache", cache);
                row.put("applied", cleared.isApplied());
                output().json(row);
            } else if (cleared.isApplied()) {
                output().line(cache + ": cleared");
            }
            if (!cleared.isApplied()) {
                terminal().say(cache + ": could not be cleared in time; do it again when the store is well");
            }
        }
        return applied ? ExitCode.DONE : ExitCode.STORE;
    }
}
