// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import io.github.cachex.tck.servers.wrong.WrongBean;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Makes other archives from the probe's WAR, beside it. */
final class Archives {
    private static final String CONFIGURATION = "WEB-INF/classes/META-INF/microprofile-config.properties";
    private static final String CLASSES = "WEB-INF/classes/io/github/cachex/tck/war";
    private static final String LIBRARIES = "WEB-INF/lib";
    private static final String REST = "cachex-tck-rest-";
    private static final String BEANS = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" bean-discovery-mode="all" version="3.0"/>
            """;
    private static final String APPLICATION = """
            <application xmlns="https://jakarta.ee/xml/ns/jakartaee" version="10">
              <module><web><web-uri>one.war</web-uri><context-root>/one</context-root></web></module>
              <module><web><web-uri>two.war</web-uri><context-root>/two</context-root></web></module>
              <library-directory>lib</library-directory>
            </application>
            """;

    private final Path war;

    Archives(Path war) {
        this.war = war;
    }

    /** Changes what is in an archive. */
    private interface Change {
        void in(Path root) throws IOException;
    }

    private Path variant(String name, Change change) throws IOException {
        Path variant = war.resolveSibling(name);
        Files.copy(war, variant, StandardCopyOption.REPLACE_EXISTING);
        return changed(variant, Map.of(), change);
    }

    private Path made(String name, Change content) throws IOException {
        Path archive = war.resolveSibling(name);
        Files.deleteIfExists(archive);
        return changed(archive, Map.of("create", "true"), content);
    }

    private static Path changed(Path archive, Map<String, ?> options, Change change) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(archive, options)) {
            change.in(inside.getPath("/"));
        }
        return archive;
    }

    /** Returns the same application under another name, with {@code prefix} before its keys. */
    Path withPrefix(String name, String prefix) throws IOException {
        return variant(name, root -> Files.writeString(root.resolve(CONFIGURATION), "cachex.prefix=" + prefix + "\n"));
    }

    /** Returns the same application with the library of {@code type} in it, a jar or the folder of its classes. */
    Path withLibraryOf(String name, Class<?> type) throws IOException, URISyntaxException {
        Path library =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path jar = Files.isDirectory(library) ? made(name + ".jar", root -> copy(library, root)) : library;
        return variant(name, root -> Files.copy(jar, root.resolve(LIBRARIES).resolve("added.jar")));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** Returns an application without any bean that only a server knows, with another configuration. */
    Path plain(String name, String configuration) throws IOException {
        return variant(name, root -> {
            keep(root.resolve(CLASSES), "ProbeApplication.class"::equals);
            keep(root.resolve(LIBRARIES), file -> !file.startsWith(REST));
            Files.writeString(root.resolve(CONFIGURATION), configuration);
        });
    }

    /** Returns an application that is nothing but its libraries. */
    Path librariesOnly() throws IOException {
        return variant("libraries.war", root -> delete(root.resolve("WEB-INF/classes")));
    }

    /** Returns an application with mistakes, and with guards behind the cache in every way that a full container knows. */
    Path wrong() throws IOException {
        return variant("wrong.war", root -> {
            Path classes = root.resolve("WEB-INF/classes");
            delete(classes);
            addWrongBean(classes);
            LateGuardFiles.addTo(classes, false);
            Files.writeString(root.resolve("WEB-INF/beans.xml"), LateGuardFiles.BEANS);
            Files.copy(otherGuards(), root.resolve(LIBRARIES).resolve("guards.jar"));
        });
    }

    /** Returns an application that runs JSR-107's tests of its annotations. */
    Path jsr107() throws IOException {
        return variant("jsr107.war", root -> {
            keep(root.resolve(CLASSES), "ProbeApplication.class"::equals);
            keep(root.resolve(LIBRARIES), file -> !file.startsWith("cachex-tck-"));
            Jsr107Archive.addTo(root, BEANS);
        });
    }

    /** Returns the jar with the guards that lie in another archive than their beans. */
    Path otherGuards() throws IOException {
        return made("guards.jar", root -> {
            LateGuardFiles.addOthersTo(root);
            Files.createDirectories(root.resolve("META-INF"));
            Files.writeString(root.resolve("META-INF/beans.xml"), BEANS);
        });
    }

    /** Returns a jar that adds the same mistakes to an application that is no archive. */
    Path wrongLibrary() throws IOException {
        return made("wrong.jar", root -> {
            addWrongBean(root);
            LateGuardFiles.addTo(root, true);
            Files.createDirectories(root.resolve("META-INF"));
            Files.writeString(root.resolve("META-INF/beans.xml"), LateGuardFiles.BEANS);
        });
    }

    private static void addWrongBean(Path classes) throws IOException {
        String bean = WrongBean.class.getName().replace('.', '/') + ".class";
        Path place = classes.resolve(bean);
        Files.createDirectories(place.getParent());
        try (InputStream content = Objects.requireNonNull(WrongBean.class.getResourceAsStream("/" + bean))) {
            Files.copy(content, place);
        }
    }

    /** Returns an EAR with two applications, one with annotations of its own, over libraries that lie beside them. */
    Path pair() throws IOException {
        return made("pair.ear", root -> {
            Files.createDirectories(root.resolve("META-INF"));
            Files.createDirectories(root.resolve("lib"));
            Files.writeString(root.resolve("META-INF/application.xml"), APPLICATION);
            Files.copy(
                    part("one.war", Set.of("ProbeApplication", "EarResource", "OwnResource")), root.resolve("one.war"));
            Files.copy(part("two.war", Set.of("ProbeApplication", "EarResource")), root.resolve("two.war"));
            try (FileSystem from = FileSystems.newFileSystem(war);
                    Stream<Path> jars = Files.list(from.getPath(LIBRARIES))) {
                for (Path jar : (Iterable<Path>) jars::iterator) {
                    Files.copy(
                            jar, root.resolve("lib").resolve(jar.getFileName().toString()));
                }
            }
            keep(root.resolve("lib"), file -> !file.startsWith(REST));
        });
    }

    /** Returns a WAR with some of the classes, and without libraries. */
    private Path part(String name, Set<String> kept) throws IOException {
        return variant(name, root -> {
            delete(root.resolve(LIBRARIES));
            keep(root.resolve(CLASSES), type -> kept.contains(type.replace(".class", "")));
        });
    }

    private static void keep(Path folder, Predicate<String> kept) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!kept.test(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
