// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.spi.EntryKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists caches, or the entries of one. */
@Command(name = "ls", description = "List the caches with how many entries each has, or the ids of the entries of one.")
final class LsCommand extends StoreCommand {
    @Parameters(paramLabel = "CACHE", arity = "0..1", description = "The cache whose entries are listed.")
    private String cache = "";

    @Option(names = "--match", paramLabel = "GLOB", description = "Only ids that match: * any characters, ? one.")
    private String match = "*";

    @Option(names = "--limit", paramLabel = "COUNT", description = "At most so many entries.")
    private long limit = Long.MAX_VALUE;

    LsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    List<String> named() {
        return cache.isEmpty() ? List.of() : List.of(cache);
    }

    @Override
    ExitCode run(Session session) {
        if (cache.isEmpty()) {
            listCaches(session);
        } else {
            listEntries(session);
        }
        return ExitCode.DONE;
    }

    private void listCaches(Session session) {
        Map<String, Long> counts = new TreeMap<>();
        String head = session.owner().own("");
        try (Progress progress = new Progress(terminal(), "entries")) {
            new Listing(session, progress).all(key -> {
                if (key.id().startsWith(head)) {
                    counts.merge(key.cache(), 1L, Long::sum);
                }
                return true;
            });
        }
        if (output().isJson()) {
            List<Map<String, Object>> caches = new ArrayList<>();
            counts.forEach((name, entries) -> {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("cache", name);
                row.put("entries", entries);
                caches.add(row);
            });
            output().json(caches);
        } else {
            counts.forEach((name, entries) -> output().line(name + "  " + ShownText.count(entries, "entry")));
        }
    }

    private void listEntries(Session session) {
        List<String> ids = new ArrayList<>();
        if (limit > 0) {
            try (Progress progress = new Progress(terminal(), "entries")) {
                new Listing(session, progress).of(session.space(cache), match, key -> add(session, key, ids));
            }
        }
        if (output().isJson()) {
            output().json(ids);
        } else {
            ids.forEach(output()::line);
        }
    }

    private boolean add(Session session, EntryKey key, List<String> ids) {
        ids.add(key.id().substring(session.owner().own("").length()));
        return ids.size() < limit;
    }
}
