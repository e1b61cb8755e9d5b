// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.core.entry.EntryInspection.Content;
import io.github.cachex.core.stage.Marks.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a value. */
@Command(
        name = "get",
        description = "Print a value: JSON as it is, MessagePack as JSON, of a Java object its class and size.")
final class GetCommand extends StoreCommand {
    @Parameters(paramLabel = "CACHE", index = "0", description = "The cache.")
    private String cache = "";

    @Parameters(paramLabel = "ID", index = "1", description = "The id of the key.")
    private String id = "";

    @Option(names = "--any", description = "Print a value as well that was invalidated and is still stored.")
    private boolean any;

    GetCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    List<String> named() {
        return List.of(cache);
    }

    @Override
    ExitCode run(Session session) {
        Optional<FoundEntry> found = FoundEntry.read(session, session.key(cache, id));
        String name = ShownText.of(cache + " " + id);
        if (found.isEmpty()) {
            terminal().say(name + ": is not there");
            return ExitCode.NO;
        }
        FoundEntry entry = found.get();
        boolean usable =
                entry.verdict() != Verdict.INVALID && entry.inspection().isOfItsKey();
        if (!usable && !any) {
            terminal().say(name + ": is " + entry.state() + "; --any prints it all the same");
            return ExitCode.NO;
        } else if (!entry.isFresh()) {
            terminal().say(name + ": is " + entry.state());
        }
        Content content =
                entry.inspection().content(session.configuration().engine().encryptionKeys(), Integer.MAX_VALUE);
        if (content instanceof Content.Nothing) {
            print("null");
        } else if (content instanceof Content.Value value) {
            StoredValue shown = new StoredValue(entry.inspection().serializer(), value.bytes());
            Optional<String> json = shown.json();
            if (json.isPresent()) {
                print(json.get());
            } else {
                describe(shown);
            }
        } else if (content instanceof Content.Failure failure) {
            terminal().say(name + ": holds a failed load in the place of a value, " + ShownText.of(failure.type()));
            return ExitCode.NO;
        } else {
            throw new Failure(
                    ExitCode.UNABLE, name + ": " + ((Content.Closed) content).reason() + remedy(session, entry));
        }
        return ExitCode.DONE;
    }

    private static String remedy(Session session, FoundEntry entry) {
        if (!entry.inspection().isEncrypted()) {
            return "";
        }
        return session.config().hasUnusedEncryptionKeys()
                ? "; keys are taken from the environment alone: set CACHEX_ENCRYPTION_KEYS"
                : "; set CACHEX_ENCRYPTION_KEYS to what the application has, with the key "
                        + ShownText.of(entry.inspection().encryptionKey().orElse("")) + " in it";
    }

    private void print(String json) {
        // Somebody who reads it is not to be steered by it; a script gets every byte.
        byte[] bytes = (terminal().isInteractive() ? ShownText.ofLines(json) : json).getBytes(StandardCharsets.UTF_8);
        terminal().out().write(bytes, 0, bytes.length);
        terminal().out().println();
    }

    private void describe(StoredValue value) {
        if (output().isJson()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("serializer", StoredValue.nameOf(value.serializer()));
            row.put("class", value.javaClass());
            row.put("bytes", value.bytes().length);
            output().json(row);
        } else {
            output().line(value.description());
        }
    }
}
