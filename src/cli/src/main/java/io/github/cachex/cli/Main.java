// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.Durations;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of Cachex: {@code cachex ls}, {@code cachex get posts post:1} and so on. */
public final class Main {
    private static final int WIDTH = 110;
    private static final List<String> SECRETS = List.of("--password", "--pass", "--uri", "--url", "--user", "--redis");

    private final Terminal terminal;

    private Main(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs the command that {@code arguments} say, and ends the process with its exit code. */
    public static void main(String... arguments) {
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    /** Runs the command that {@code arguments} say on {@code terminal}, and returns its exit code. */
    static int run(Terminal terminal, String... arguments) {
        int code = new Main(terminal).commandLine().execute(arguments);
        terminal.out().flush();
        terminal.err().flush();
        return code;
    }

    private CommandLine commandLine() {
        CommandLine line = new CommandLine(new RootCommand())
                .addSubcommand(new LsCommand(terminal))
                .addSubcommand(new GetCommand(terminal))
                .addSubcommand(new InspectCommand(terminal))
                .addSubcommand(new InvalidateCommand(terminal))
                .addSubcommand(new ExpireCommand(terminal))
                .addSubcommand(new TagsCommand(terminal))
                .addSubcommand(new ClearCommand(terminal))
                .addSubcommand(new WatchCommand(terminal))
                .addSubcommand(new StatsCommand(terminal))
                .addSubcommand(new DoctorCommand(terminal))
                .addSubcommand(new WarmCommand(terminal))
                .addSubcommand(new SchemaCommand(terminal))
                .addSubcommand(new CompletionCommand(terminal));
        line.getCommandSpec().version("cachex " + version());
        return line.registerConverter(Duration.class, Main::duration)
                .setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(WIDTH)
                .setParameterExceptionHandler((e, arguments) -> calledWrongly(e))
                .setExecutionExceptionHandler((e, command, result) -> failed(e));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("of a development build");
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + ShownText.of(text) + "' " + e.getMessage());
        }
    }

    private int calledWrongly(ParameterException e) {
        String problem = e instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched)
                : String.valueOf(e.getMessage());
        terminal.say(ShownText.of(problem) + "; see "
                + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.number();
    }

    /** What follows an option that there is none of may be a secret. */
    private static String unmatched(UnmatchedArgumentException e) {
        String first = e.getUnmatched().get(0);
        if (!first.startsWith("-")) {
            List<String> near = e.getSuggestions();
            return "no such command or argument: " + first
                    + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
        }
        String name = first.split("=", 2)[0];
        return SECRETS.contains(name)
                ? name + ": addresses and passwords are not taken on the command line, where others see them; set"
                        + " CACHEX_BACKEND_REDIS_URI and CACHEX_BACKEND_REDIS_PASSWORD, or name the application's properties"
                        + " by --config"
                : "no such option: " + name;
    }

    private int failed(Exception e) {
        ExitCode code = codeOf(e);
        if (e instanceof CacheConfigurationException wrong) {
            wrong.problems().forEach(problem -> terminal.say(ShownText.of(problem)));
        } else if (code == ExitCode.DEFECT) {
            terminal.say("a defect: " + ShownText.of(String.valueOf(e)) + " at "
                    + List.of(e.getStackTrace()).stream()
                            .limit(5)
                            .map(String::valueOf)
                            .collect(Collectors.joining(" < ")));
        } else {
            terminal.say(ShownText.of(String.valueOf(e.getMessage())));
        }
        return code.number();
    }

    private static ExitCode codeOf(Exception e) {
        if (e instanceof Failure failure) {
            return failure.code();
        } else if (e instanceof CacheConfigurationException) {
            return ExitCode.CONFIGURATION;
        } else if (e instanceof CacheBackendException) {
            return ExitCode.STORE;
        } else if (e instanceof UnsupportedOperationException) {
            return ExitCode.UNABLE;
        } else if (e instanceof CacheKeyException || e instanceof IllegalArgumentException) {
            return ExitCode.USAGE;
        }
        return ExitCode.DEFECT;
    }
}
