// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.LeaseHolder;
import io.github.cachex.core.entry.EntryInspection;
import io.github.cachex.core.entry.EntryInspection.Content;
import io.github.cachex.spi.BackendInspection.LeaseHold;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells all about an entry but its value. */
@Command(
        name = "inspect",
        description = "Tell what is known of an entry: format, serializer, times, tags, marks, and who loads it.")
final class InspectCommand extends StoreCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Parameters(paramLabel = "CACHE", index = "0", description = "The cache.")
    private String cache = "";

    @Parameters(paramLabel = "ID", index = "1", description = "The id of the key.")
    private String id = "";

    InspectCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    List<String> named() {
        return List.of(cache);
    }

    @Override
    ExitCode run(Session session) throws Exception {
        EntryKey key = session.key(cache, id);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("key", key.value());
        Optional<FoundEntry> found = FoundEntry.read(session, key);
        if (found.isPresent()) {
            entry(session, found.get(), facts);
        } else {
            facts.put("state", "not there");
        }
        Optional<LeaseHold> lease = session.backend().inspection().flatMap(asked -> asked.lease(key, session.budget()));
        facts.put(
                "lease",
                lease.map(InspectCommand::text)
                        .orElse(session.backend().inspection().isPresent() ? "none" : "not told"));
        if (lease.isPresent() && !lease.get().marker()) {
            facts.put("loader", loader(session, lease.get()));
        }
        if (output().isJson()) {
            output().json(facts);
        } else {
            facts.forEach((name, value) -> output().line(String.format("%-12s", name) + " " + value));
        }
        return found.isPresent() || lease.isPresent() ? ExitCode.DONE : ExitCode.NO;
    }

    private static String loader(Session session, LeaseHold lease) throws Exception {
        Optional<LeaseHolder> holder = session.caches()
                .leaseHolder(lease.token(), PATIENCE)
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES);
        return holder.map(node -> node.node() + ", for " + ShownText.time(node.held()))
                .orElse("no node says that it is");
    }

    private static void entry(Session session, FoundEntry found, Map<String, Object> facts) {
        EntryInspection entry = found.inspection();
        facts.put("state", found.state());
        facts.put("fresh", ShownText.time(found.stored().freshLeft()));
        facts.put(
                "stale",
                found.stored().staleFor().isZero()
                        ? "not kept"
                        : ShownText.time(found.stored().staleFor()));
        facts.put("ttl", Durations.text(entry.header().fresh()));
        facts.put("bytes", found.stored().bytes().length);
        facts.put("format", entry.format());
        facts.put("serializer", StoredValue.nameOf(entry.serializer()));
        facts.put("compressed", entry.isCompressed());
        facts.put(
                "encrypted",
                entry.encryptionKey().map(key -> "by the key " + key).orElse("no"));
        facts.put("entry", hex(found.stored().entryId()));
        facts.put("type", hex(entry.fingerprint()));
        facts.put(
                "loaded after",
                entry.header().stamp().epoch() == 0
                        ? "no mark"
                        : "the mark of "
                                + ShownText.ofEpoch(entry.header().stamp().epoch()));
        facts.put("tags", entry.header().stamp().tags());
        Content content = entry.content(session.configuration().engine().encryptionKeys(), Integer.MAX_VALUE);
        if (content instanceof Content.Nothing) {
            facts.put("value", "null");
        } else if (content instanceof Content.Failure failure) {
            facts.put("value", "the failed load " + failure.type());
        } else if (content instanceof Content.Closed closed) {
            facts.put("value", closed.reason());
        } else if (content instanceof Content.Value value) {
            facts.put("value", ShownText.bytes(value.bytes().length));
            value.validators().etag().ifPresent(etag -> facts.put("etag", etag));
            value.validators().lastModified().ifPresent(time -> facts.put("modified", time.toString()));
        }
    }

    private static String hex(long number) {
        return HexFormat.of().toHexDigits(number);
    }

    private static String text(LeaseHold lease) {
        return (lease.marker() ? "a load that stored nothing, " : "held by ") + hex(lease.token()) + ", "
                + ShownText.time(lease.left()) + " left";
    }
}
