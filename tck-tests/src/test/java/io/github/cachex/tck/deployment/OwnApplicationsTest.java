// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.PostStore;
import io.github.cachex.examples.features.client.OwnClient;
import io.github.cachex.examples.features.fetch.Posts;
import io.github.cachex.examples.features.put.Editor;
import io.github.cachex.examples.zones.RedisAtHand;
import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples, whose snippets are in the documents, and the probes for servers: none is refused, and none is warned of. */
class OwnApplicationsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** What says which beans wait for a server: its interfaces are not on this class path. */
    private static final List<String> OF_SERVERS = List.of(
            "import jakarta.ejb.",
            "import jakarta.servlet.",
            "import org.eclipse.microprofile.rest.client.",
            "import jakarta.transaction.UserTransaction;");

    /** What examples leave to others: the method that fills the cache of a put. */
    private static final Map<String, Class<?>> BESIDE =
            Map.of(Editor.class.getPackageName(), Posts.class, OwnClient.class.getPackageName(), Posts.class);

    @TempDir
    private Path compiled;

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(end))
                    .filter(file -> !file.getFileName().toString().endsWith("-info" + end))
                    .sorted()
                    .toList();
        }
    }

    private static Class<?> load(Path folder, Path file, ClassLoader loader) throws ClassNotFoundException {
        String name = folder.relativize(file).toString().replace(".class", "");
        return Class.forName(name.replace(file.getFileSystem().getSeparator(), "."), false, loader);
    }

    /** Returns the classes under {@code folder} by package. */
    private static Map<String, List<Class<?>>> packages(Path folder, ClassLoader loader) throws Exception {
        Map<String, List<Class<?>>> packages = new TreeMap<>();
        for (Path file : files(folder, ".class")) {
            Class<?> type = load(folder, file, loader);
            packages.computeIfAbsent(type.getPackageName(), first -> new ArrayList<>())
                    .add(type);
        }
        return packages;
    }

    /** Returns the classes of the examples, which lie in a folder or, where they have been packaged, in a JAR. */
    private static Map<String, List<Class<?>>> examples() throws Exception {
        Path classes = Path.of(PostStore.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ClassLoader loader = PostStore.class.getClassLoader();
        if (Files.isDirectory(classes)) {
            return packages(classes, loader);
        }
        try (FileSystem jar = FileSystems.newFileSystem(classes)) {
            return packages(jar.getPath("/"), loader);
        }
    }

    private static boolean isOfServers(Path source) {
        try {
            String text = Files.readString(source);
            return OF_SERVERS.stream().anyMatch(text::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path compile(List<Path> folders) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path folder : folders) {
            files(ROOT.resolve(folder).resolve("src/main/java"), ".java").stream()
                    .filter(source -> !isOfServers(source))
                    .forEach(sources::add);
        }
        Path into = Files.createDirectory(compiled.resolve(folders.get(0).getFileName()));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(into));
            boolean done = compiler.getTask(
                            problems,
                            manager,
                            null,
                            List.of("-proc:none", "-nowarn", "-parameters"),
                            null,
                            manager.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(done).as(problems.toString()).isTrue();
        }
        return into;
    }

    @Test
    void examples_startWithoutAWord() throws Exception {
        Map<String, List<Class<?>>> packages = examples();
        List<String> complaints = new ArrayList<>();
        int applications = 0;
        try (RedisAtHand redis = RedisAtHand.start()) {
            // A busy machine may be slow to answer the first question.
            Map<String, String> settings =
                    Map.of("cachex.prefix", "own", "my.redis", redis.uri(), "cachex.backend-budget", "1m");
            for (Map.Entry<String, List<Class<?>>> one : packages.entrySet()) {
                List<Class<?>> beans = new ArrayList<>(one.getValue());
                if (!beans.contains(PostStore.class)) {
                    beans.add(PostStore.class);
                }
                Optional.ofNullable(BESIDE.get(one.getKey())).ifPresent(beans::add);
                Complaints.about(settings, beans.toArray(Class<?>[]::new))
                        .forEach(said -> complaints.add(one.getKey() + ": " + said));
                applications++;
            }
        }
        assertThat(complaints).isEmpty();
        Show.atLeast(
                "deployment-errors",
                applications,
                30,
                "packages of examples, whence all snippets are, deployed without an error or a warning");
    }

    @Test
    void probesAndTheWebExample_startWithoutAWord() throws Exception {
        int beans = 0;
        List<String> complaints = new ArrayList<>();
        for (List<Path> folders : List.of(
                List.of(Path.of("tck-tests/probe"), Path.of("tck-tests/rest"), Path.of("tck-tests/war")),
                List.of(Path.of("beans-examples/web")))) {
            Path classes = compile(folders);
            try (URLClassLoader loader = new URLClassLoader(
                    new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
                List<Class<?>> types = packages(classes, loader).values().stream()
                        .flatMap(List::stream)
                        .toList();
                complaints.addAll(Complaints.about(Map.of("cachex.prefix", "own"), types.toArray(Class<?>[]::new)));
                beans += types.size();
            }
        }
        assertThat(complaints).isEmpty();
        Show.atLeast(
                "deployment-errors",
                beans,
                30,
                "classes of probes and web example deployed without an error or a warning");
    }
}
