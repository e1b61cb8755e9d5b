// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A project as a reader has it who wrote the files of a document, in an empty folder. */
final class WrittenProject {
    private static final Pattern OF_TESTS = Pattern.compile(
            "beans-examples|testkit|serializers.(jackson|msgpack|java)|^(h2|narayana|testcontainers|junit|assertj|awaitility|jackson)");
    private static final String SOURCES = "src/main/java";
    private static final String RESOURCES = "src/main/resources";

    private final Path folder;
    private final Map<String, String> files = new LinkedHashMap<>();

    WrittenProject(Path folder) {
        this.folder = folder;
    }

    /** Writes the files of a document; those of an earlier one with the same path are replaced. */
    WrittenProject with(Document document) throws IOException {
        for (Map.Entry<String, String> file : document.files().entrySet()) {
            Path written = folder.resolve(file.getKey());
            Files.createDirectories(written.getParent());
            Files.writeString(written, file.getValue());
        }
        files.putAll(document.files());
        return this;
    }

    /** Returns a file that was written. */
    String file(String path) {
        return files.get(path);
    }

    /** Compiles the sources, and puts the resources beside them. */
    WrittenProject compile() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("target/classes"));
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-cp", libraries()));
        try (Stream<Path> sources = Files.walk(folder.resolve(SOURCES))) {
            sources.filter(file -> file.toString().endsWith(".java")).forEach(file -> arguments.add(file.toString()));
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
        assertThat(status).as("what the compiler says of " + arguments).isZero();
        Path resources = folder.resolve(RESOURCES);
        try (Stream<Path> found = Files.walk(resources)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                Path copy = classes.resolve(resources.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return this;
    }

    /** Starts a class of it in a JVM of its own, with its input open. */
    Program start(String name, String main, Map<String, String> environment) throws IOException {
        Path output = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folder.resolve("target/classes") + File.pathSeparator + libraries(),
                        main)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("CACHEX_"));
        builder.environment().putAll(environment);
        return new Program(builder.start(), output);
    }

    /** The class path of this test without what the reader of a document has not: the examples and what tests need. */
    static String libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .filter(entry -> !OF_TESTS.matcher(name(entry)).find())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the path within the repository, or the name of a file that is not from there. */
    private static String name(Path entry) {
        Path root = DocumentsTest.ROOT.toAbsolutePath().normalize();
        return entry.startsWith(root)
                ? root.relativize(entry).toString()
                : entry.getFileName().toString();
    }
}
