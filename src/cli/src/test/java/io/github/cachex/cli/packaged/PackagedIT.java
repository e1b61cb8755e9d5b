// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.cli.Application;
import io.github.cachex.cli.EveryCommand;
import io.github.cachex.cli.ProcessShell;
import io.github.cachex.cli.Running.Ended;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar of everything, and the executable file. */
class PackagedIT {
    @TempDir
    Path folder;

    @Test
    void everyCommandOfTheJar_isRight() throws Exception {
        int count = "full".equals(System.getProperty("cachex.rounds")) ? 100_000 : 2_000;
        try (RedisServer redis = RedisServer.start();
                Application application = Application.over(redis.uri())) {
            ProcessShell shell = ProcessShell.ofJar(Application.environment(redis.uri()), folder);

            Set<String> right = new EveryCommand(shell, application, folder, count).run();

            Show.exactly("cli standalone", right.size(), 13, "commands right against " + count + " entries");
        }
    }

    @Test
    void executableFile_runsUnderSh() throws Exception {
        Map<String, String> java = Map.of("JAVA_HOME", System.getProperty("java.home"));
        ProcessShell shell = ProcessShell.ofExecutable(java, folder);

        Ended version = shell.run("--version");
        Ended nowhere = shell.run("ls");

        assertThat(version.code()).as(version.err()).isZero();
        assertThat(version.out()).startsWith("cachex ").doesNotContain("development");
        assertThat(nowhere.code()).isEqualTo(3);
        assertThat(nowhere.err()).contains("cachex.backend.redis.uri is not set");
        assertThat(Files.isExecutable(Path.of("target", "cachex"))).isTrue();
    }

    /** What is too large to be brought along, and what it needs, is named. */
    @Test
    void storeWhoseJarMisses_isNamed() throws Exception {
        Ended byItsTable = ProcessShell.ofJar(Map.of("CACHEX_BACKEND_DYNAMODB_TABLE", "cachex"), folder)
                .run("ls");
        Ended withoutDriver = ProcessShell.ofJar(
                        Map.of("CACHEX_BACKEND_JDBC_URL", "jdbc:postgresql://localhost:1/none"), folder)
                .run("ls");

        assertThat(byItsTable.code()).isEqualTo(3);
        assertThat(byItsTable.err())
                .contains("cachex.backend.dynamodb.*: this program does not bring the store dynamodb; name its jar by"
                        + " --class-path, cachex-backend-dynamodb, and the SDK of AWS that it depends on");
        assertThat(withoutDriver.code()).isEqualTo(3);
        assertThat(withoutDriver.err()).contains("is taken by no driver on the class path");
    }

    @Test
    void completion_isBash() throws Exception {
        ProcessShell shell = ProcessShell.ofJar(Map.of(), folder);
        Path script = Files.writeString(
                folder.resolve("completion"), shell.run("completion", "bash").out());
        ProcessShell bash = new ProcessShell(List.of("bash", "-c"), Map.of(), folder);

        Ended ended = bash.run("source " + script + " && complete -p cachex");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("_complete_cachex");
    }

    @Test
    void jarOfEverything_bringsItsLicencesAlong() throws IOException {
        try (JarFile jar = new JarFile(jarOfEverything().toFile())) {
            String notice = new String(
                    jar.getInputStream(jar.getEntry("META-INF/third-party/NOTICE.txt"))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            List<String> rows =
                    notice.lines().filter(line -> line.contains(" | ")).skip(1).toList();
            Set<String> unnamed = new TreeSet<>();
            jar.stream()
                    .map(entry -> entry.getName().replaceFirst("^META-INF/versions/\\d+/", ""))
                    .filter(name -> name.endsWith(".class") && !name.startsWith("io/github/cachex/"))
                    .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                    .filter(found -> rows.stream().noneMatch(row -> isIn(found, row)))
                    .forEach(unnamed::add);

            assertThat(unnamed).as("packages that NOTICE.txt does not name").isEmpty();
            rows.forEach(row -> List.of(row.split(" \\| ")[3].split(", "))
                    .forEach(file -> assertThat(jar.getEntry("META-INF/third-party/" + file))
                            .as(file)
                            .isNotNull()));
        }
    }

    private static boolean isIn(String found, String row) {
        return List.of(row.split(" \\| ")[1].split(", ")).stream()
                .anyMatch(name -> (found + '.').startsWith(name + '.'));
    }

    @Test
    void servicesOfAllParts_areThere() throws IOException {
        try (JarFile jar = new JarFile(jarOfEverything().toFile())) {
            String serializers = new String(
                    jar.getInputStream(jar.getEntry("META-INF/services/io.github.cachex.spi.Serializer"))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            String backends = new String(
                    jar.getInputStream(jar.getEntry("META-INF/services/io.github.cachex.spi.BackendFactory"))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);

            assertThat(serializers.lines()).hasSize(4);
            assertThat(backends.lines()).hasSize(5);
            assertThat(jar.getEntry("META-INF/services/jakarta.enterprise.inject.spi.Extension"))
                    .isNull();
        }
    }

    private static Path jarOfEverything() throws IOException {
        try (var files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith("-all.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
