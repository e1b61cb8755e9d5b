// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.core.entry.EntryInspection;
import io.github.cachex.core.tag.Group;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the tags that entries carry, or the marks that were made of them. */
@Command(
        name = "tags",
        description =
                "List the tags that entries of a cache carry, with how many carry each; or the marks of invalidations.")
final class TagsCommand extends StoreCommand {
    /** Room for a header with many tags; the values behind are not read. */
    private static final int HEADER_BYTES = 64 * 1_024;

    @Parameters(paramLabel = "CACHE", description = "The cache.")
    private String cache = "";

    @Option(
            names = "--marks",
            description = "What was invalidated or expired by tag, pattern and clear, the last first.")
    private boolean marks;

    TagsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    List<String> named() {
        return List.of(cache);
    }

    @Override
    ExitCode run(Session session) {
        if (marks) {
            listMarks(session);
        } else {
            listTags(session);
        }
        return ExitCode.DONE;
    }

    private void listMarks(Session session) {
        TagState state = FoundEntry.marks(session, session.marks(), session.space(cache));
        List<Map<String, Object>> rows = new ArrayList<>();
        state.marks().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(mark -> rows.add(row(mark.getKey(), mark.getValue())));
        if (output().isJson()) {
            output().json(rows);
        } else {
            rows.forEach(row -> output().line(row.get("time") + "  " + row.get("change") + "  " + row.get("what")));
        }
    }

    private static Map<String, Object> row(String mark, long epoch) {
        Optional<Group> group = Group.of(mark);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("time", ShownText.ofEpoch(epoch).toString());
        row.put(
                "change",
                group.map(known -> known.soft() ? "expired" : "invalidated").orElse("unknown"));
        row.put("what", group.map(Group::said).orElse(mark));
        return row;
    }

    private void listTags(Session session) {
        Map<String, Long> counts = new TreeMap<>();
        List<EntryKey> batch = new ArrayList<>();
        try (Progress progress = new Progress(terminal(), "entries")) {
            new Listing(session, progress).of(session.space(cache), "*", key -> {
                batch.add(key);
                if (batch.size() == CacheBackend.BATCH) {
                    count(session, batch, counts);
                }
                return true;
            });
            count(session, batch, counts);
        }
        if (output().isJson()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            counts.forEach((tag, entries) -> {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("tag", tag);
                row.put("entries", entries);
                rows.add(row);
            });
            output().json(rows);
        } else {
            counts.forEach((tag, entries) -> output().line(tag + "  " + ShownText.count(entries, "entry")));
        }
    }

    private void count(Session session, List<EntryKey> batch, Map<String, Long> counts) {
        Map<EntryKey, StoredEntry> read =
                session.backend().readAll(batch, connection().budget(HEADER_BYTES));
        read.forEach((key, entry) -> EntryInspection.of(key, entry.bytes())
                .ifPresent(seen -> session.owner()
                        .shown(seen.header().stamp().tags())
                        .forEach(tag -> counts.merge(tag, 1L, Long::sum))));
        batch.clear();
    }
}
