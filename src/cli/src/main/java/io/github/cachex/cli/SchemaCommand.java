// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.backend.jdbc.Dialect;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what makes the table of a store. It needs no store, and no configuration. */
@Command(
        name = "schema",
        description = "Print what makes the table of a store: statements for a database, a template for DynamoDB.")
final class SchemaCommand implements Callable<Integer> {
    private static final String DYNAMODB = "dynamodb";

    @Parameters(paramLabel = "STORE", description = "dynamodb, postgresql, mariadb or h2.")
    private String store = "";

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description = "The table, such as app.cachex_entry; by default cachex_entry, and cachex for dynamodb.")
    private @Nullable String table;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "sql; for dynamodb cloudformation, which is its default, sam or terraform.")
    private @Nullable String format;

    private final Terminal terminal;

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String name = store.toLowerCase(Locale.ROOT);
        String text = name.equals(DYNAMODB) ? template() : statements(name);
        terminal.out().print(text.endsWith("\n") ? text : text + "\n");
        return ExitCode.DONE.number();
    }

    private String statements(String name) {
        Dialect dialect = Dialect.named(name)
                .orElseThrow(() -> new Failure(
                        ExitCode.USAGE,
                        ShownText.of(store) + ": no such store has a table; write one of "
                                + Stream.concat(Stream.of(DYNAMODB), Dialect.names().stream())
                                        .collect(Collectors.joining(", "))));
        format(List.of("sql"));
        String wanted = Optional.ofNullable(table).orElse(Dialect.TABLE);
        if (!Dialect.isTable(wanted)) {
            throw wrongTable(wanted, "write letters, digits and underscores, such as app.cachex_entry");
        }
        return dialect.schema(wanted);
    }

    private String template() {
        TableTemplate template = TableTemplate.of(format(TableTemplate.names()));
        String wanted = Optional.ofNullable(table).orElse(TableTemplate.TABLE);
        if (!TableTemplate.isTable(wanted)) {
            throw wrongTable(wanted, "write 3 to 255 letters, digits, and _ . -, such as app-cachex");
        }
        return template.text(wanted);
    }

    private static Failure wrongTable(String wanted, String remedy) {
        return new Failure(ExitCode.USAGE, "--table=" + ShownText.of(wanted) + ": is no name of a table; " + remedy);
    }

    /** Returns the one that is wanted of {@code known}, of which the first is the default. */
    private String format(List<String> known) {
        String wanted = Optional.ofNullable(format).orElse(known.get(0)).toLowerCase(Locale.ROOT);
        if (!known.contains(wanted)) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--format=" + ShownText.of(wanted) + ": " + ShownText.of(store) + " has "
                            + String.join(", ", known));
        }
        return wanted;
    }
}
