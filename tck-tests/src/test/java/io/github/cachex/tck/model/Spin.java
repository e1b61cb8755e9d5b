// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The model checker: makes a program of a model, compiles it and lets it search, within bounds of time and memory. */
final class Spin {
    private static final long MINUTES = 5;
    private static final String MEMORY = "-DMEMLIM=3072";
    private static final Pattern STATES = Pattern.compile("(?m)^ *(\\d+) states, stored");
    private static final Pattern ERRORS = Pattern.compile("errors: (\\d+)");

    private final Path folder;

    /** Creates one that works in {@code folder}, which is empty. */
    Spin(Path folder) throws IOException {
        this.folder = folder;
        for (Path source : Promela.sources()) {
            Files.copy(source, folder.resolve(source.getFileName()));
        }
    }

    /**
     * What a search came to.
     *
     * @param steps how the promise was broken; empty if it was not
     */
    record Search(long states, List<String> steps) {
        boolean isClean() {
            return steps.isEmpty();
        }
    }

    /** Searches all states of {@code model} until something is violated. */
    Search search(String model, List<String> defines, boolean shortest) throws Exception {
        run(spin("-a", defines, model));
        // What is short is found by breadth; what is large fits into memory compressed.
        run(List.of(
                "gcc",
                shortest ? "-O1" : "-O2",
                "-w",
                "-DSAFETY",
                MEMORY,
                shortest ? "-DBFS" : "-DCOLLAPSE",
                "-o",
                "pan",
                "pan.c"));
        String said = run(List.of("./pan", "-m100000"));
        Matcher errors = ERRORS.matcher(said);
        Matcher states = STATES.matcher(said);
        if (!errors.find()
                || !states.find()
                || said.contains("Search not completed") && errors.group(1).equals("0")) {
            throw new IllegalStateException("the search of " + model + " " + defines + " did not end:\n" + said);
        }
        List<String> steps = errors.group(1).equals("0") ? List.of() : steps(model, defines);
        return new Search(Long.parseLong(states.group(1)), steps);
    }

    private List<String> steps(String model, List<String> defines) throws Exception {
        return run(spin("-t", defines, model))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("STEP ") || line.startsWith("VIOLATION "))
                .toList();
    }

    private static List<String> spin(String mode, List<String> defines, String model) {
        return Stream.of(List.of("spin", mode), defines, List.of(model + ".pml"))
                .flatMap(List::stream)
                .toList();
    }

    private String run(List<String> command) throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process;
        try {
            process = new ProcessBuilder(new ArrayList<>(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    command.get(0) + " cannot be run; the models need it: apt-get install spin gcc libc6-dev", e);
        }
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException(command + " has not ended after " + MINUTES + " minutes");
            }
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        if (process.exitValue() != 0 && !command.get(0).equals("./pan")) {
            throw new IllegalStateException(command + " failed:\n" + said);
        }
        return said;
    }
}
