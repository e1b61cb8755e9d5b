// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that all others belong to. */
@Command(
        name = "cachex",
        description = "Looks at the caches of an application, and changes them as the application would.",
        footer = {
            "",
            "The store is found by the application's own keys: variables of the environment, such as",
            "CACHEX_BACKEND_REDIS_URI and CACHEX_PREFIX, and files of properties named by --config. Redis, files,",
            "memcached and databases are known; drivers of databases, DynamoDB and others come by --class-path.",
            "Passwords are never taken on the command line.",
            "",
            "Exit codes: 0 done; 1 answered no (nothing there, something wrong, something left out); 2 called wrongly;",
            "3 configuration; 4 the store does not answer or refuses; 5 the store cannot do it, or it cannot be shown;",
            "6 not confirmed; 70 a defect of this program."
        })
final class RootCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = picocli.CommandLine.ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    private boolean version;

    boolean isAsked() {
        return help || version;
    }
}
