// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.NodeReport;
import io.github.cachex.spi.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the nodes of the application what they counted. */
@Command(
        name = "stats",
        description = "Ask the nodes of the application what they counted: hits, misses, loads and their times.")
final class StatsCommand extends StoreCommand {
    @Parameters(paramLabel = "CACHE", arity = "0..*", description = "The caches; by default all.")
    private List<String> caches = new ArrayList<>();

    @Option(names = "--wait", paramLabel = "TIME", description = "How long nodes are waited for; by default 2s.")
    private Duration wait = Duration.ofSeconds(2);

    @Option(names = "--nodes", description = "Each node by itself, with its breaker, link and queue.")
    private boolean nodes;

    @Option(names = "--methods", description = "Each annotated method.")
    private boolean methods;

    @Option(names = "--hot", description = "The keys that are asked for most.")
    private boolean hot;

    StatsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(Session session) {
        if (session.backend().nodes().isEmpty()) {
            throw session.unable("ask the nodes of the application", "look at the MBeans or the console of each");
        }
        List<NodeReport> others = session.nodes(wait);
        new NodeFigures(output(), caches)
                .withNodes(nodes)
                .withMethods(methods)
                .withHotKeys(hot)
                .print(others);
        if (others.isEmpty()) {
            terminal()
                    .say(
                            "no node answered within " + Durations.text(wait)
                                    + "; is the application running, with this prefix and version, and a release that answers?");
        }
        return others.isEmpty() ? ExitCode.NO : ExitCode.DONE;
    }
}
