// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.CacheHandler;
import io.github.cachex.Invalidation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends entries, chosen by ids or by what they have in common. */
abstract class DropCommand extends StoreCommand {
    @Parameters(paramLabel = "CACHE", index = "0", description = "The cache.")
    private String cache = "";

    @Parameters(paramLabel = "ID", index = "1..*", arity = "0..*", description = "Ids of keys.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--tag", paramLabel = "TAG", description = "All entries that carry this tag; may be repeated.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--match", paramLabel = "GLOB", description = "All entries whose ids match; may be repeated.")
    private List<String> globs = new ArrayList<>();

    @Option(names = "--all", description = "All entries of the cache.")
    private boolean all;

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    private final String verb;
    private final String done;

    DropCommand(Terminal terminal, String verb, String done) {
        super(terminal);
        this.verb = verb;
        this.done = done;
    }

    abstract Invalidation ids(CacheHandler cache, String... ids);

    abstract Invalidation tags(CacheHandler cache, String... tags);

    abstract Invalidation matching(CacheHandler cache, String glob);

    abstract Invalidation all(CacheHandler cache);

    @Override
    final void check() {
        if (ids.isEmpty() && tags.isEmpty() && globs.isEmpty() && !all) {
            throw new Failure(ExitCode.USAGE, verb + ": nothing is chosen; name ids, or --tag, --match or --all");
        }
    }

    @Override
    List<String> named() {
        return List.of(cache);
    }

    @Override
    final ExitCode run(Session session) {
        CacheHandler handler = session.cache(cache);
        session.announce();
        if (all) {
            confirmation.ask(terminal(), verb + " all entries of " + cache);
        } else if (!globs.isEmpty()) {
            confirmation.ask(
                    terminal(),
                    verb + " all entries of " + cache + " that match " + ShownText.of(String.join(" or ", globs)));
        }
        boolean applied = true;
        if (all) {
            applied = report("all", all(handler));
        } else {
            if (!ids.isEmpty()) {
                String[] stored =
                        ids.stream().map(id -> session.storedId(cache, id)).toArray(String[]::new);
                applied = report(ShownText.count(ids.size(), "id"), ids(handler, stored));
            }
            if (!tags.isEmpty()) {
                applied &= report("tag " + String.join(", ", tags), tags(handler, tags.toArray(String[]::new)));
            }
            for (String glob : globs) {
                applied &= report("matching " + glob, matching(handler, glob));
            }
        }
        return applied ? ExitCode.DONE : ExitCode.STORE;
    }

    private boolean report(String what, Invalidation answer) {
        OptionalLong count = answer.count();
        if (output().isJson()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("cache", cache);
            row.put(verb, what);
            row.put("applied", answer.isApplied());
            if (count.isPresent()) {
                row.put("entries", count.getAsLong());
            }
            output().json(row);
        } else if (answer.isApplied()) {
            output().line(cache + ": " + done + " " + what
                    + (count.isPresent() ? ", " + ShownText.count(count.getAsLong(), "entry") + " there" : ""));
        }
        if (!answer.isApplied()) {
            terminal()
                    .say(cache + ": " + what + " could not be " + done
                            + " in time; do it again when the store is well");
        }
        return answer.isApplied();
    }
}
