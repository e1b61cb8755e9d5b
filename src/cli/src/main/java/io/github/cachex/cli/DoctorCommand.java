// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.spi.BackendInspection.Finding;
import io.github.cachex.spi.BackendInspection.Grade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Examines the store. */
@Command(
        name = "doctor",
        description =
                "Examine the store: whether it answers, its clock, version, eviction, rights, big keys and marks; and tell"
                        + " what the application's nodes advise.")
final class DoctorCommand extends StoreCommand {
    @Option(names = "--sample", paramLabel = "COUNT", description = "How many entries are looked at; by default 10000.")
    private long sample = 10_000;

    @Option(names = "--wait", paramLabel = "TIME", description = "How long nodes are waited for; by default 2s.")
    private Duration wait = Duration.ofSeconds(2);

    DoctorCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    boolean isContactNeeded() {
        return false;
    }

    @Override
    ExitCode run(Session session) {
        List<Finding> findings;
        try (Progress progress = new Progress(terminal(), "entries")) {
            findings = new Findings(session).all(sample, wait, progress);
        }
        if (output().isJson()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (Finding finding : findings) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("grade", grade(finding));
                row.put("subject", finding.subject());
                row.put("server", finding.server());
                row.put("text", finding.text());
                rows.add(row);
            }
            output().json(rows);
        } else {
            output().line(session.description());
            for (Finding finding : findings) {
                output().line(String.format("%-8s", grade(finding)) + finding.subject() + " at " + finding.server()
                        + ": " + finding.text());
            }
        }
        return findings.stream().anyMatch(finding -> finding.grade() == Grade.PROBLEM) ? ExitCode.NO : ExitCode.DONE;
    }

    private static String grade(Finding finding) {
        return finding.grade().name().toLowerCase(Locale.ROOT);
    }
}
