// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import io.github.cachex.tck.servers.wrong.WrongBean;
import java.io.IOException;
import java.io.InputStream;
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
        return changed(variant, change);
    }

    private static Path changed(Path archive, Change change) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(archive)) {
            change.in(inside.getPath("/"));
        }
        return archive;
    }

    /** Returns the same application under another name, with {@code prefix} before its keys. */
    Path withPrefix(String name, String prefix) throws IOException {
        return variant(name, root -> Files.writeString(root.resolve(CONFIGURATION), "cachex.prefix=" + prefix + "\n"));
    }

    /** Returns an application without any bean that only a server knows, with another configuration. */
    Path plain(String name, String configuration) throws IOException {
        return variant(name, root -> {
            keep(root.resolve(CLASSES), "ProbeApplication.class"::equals);
            Files.writeString(root.resolve(CONFIGURATION), configuration);
        });
    }

    /** Returns an application that is nothing but its libraries. */
    Path librariesOnly() throws IOException {
        return variant("libraries.war", root -> delete(root.resolve("WEB-INF/classes")));
    }

    /** Returns an application with mistakes. */
    Path wrong() throws IOException {
        String bean = "/" + WrongBean.class.getName().replace('.', '/') + ".class";
        return variant("wrong.war", root -> {
            delete(root.resolve("WEB-INF/classes"));
            Path place = root.resolve("WEB-INF/classes" + bean);
            Files.createDirectories(place.getParent());
            try (InputStream content = Objects.requireNonNull(WrongBean.class.getResourceAsStream(bean))) {
                Files.copy(content, place);
            }
        });
    }

    /** Returns an EAR with two applications, one with annotations of its own, over libraries that lie beside them. */
    Path pair() throws IOException {
        Path ear = war.resolveSibling("pair.ear");
        Files.deleteIfExists(ear);
        try (FileSystem to = FileSystems.newFileSystem(ear, Map.of("create", "true"));
                FileSystem from = FileSystems.newFileSystem(war)) {
            Path root = to.getPath("/");
            Files.createDirectories(root.resolve("META-INF"));
            Files.createDirectories(root.resolve("lib"));
            Files.writeString(root.resolve("META-INF/application.xml"), APPLICATION);
            Files.copy(
                    part("one.war", Set.of("ProbeApplication", "EarResource", "CachedResource")),
                    root.resolve("one.war"));
            Files.copy(part("two.war", Set.of("ProbeApplication", "EarResource")), root.resolve("two.war"));
            try (Stream<Path> jars = Files.list(from.getPath("/WEB-INF/lib"))) {
                for (Path jar : (Iterable<Path>) jars::iterator) {
                    Files.copy(
                            jar, root.resolve("lib").resolve(jar.getFileName().toString()));
                }
            }
        }
        return ear;
    }

    /** Returns a WAR with some of the classes, and without libraries. */
    private Path part(String name, Set<String> kept) throws IOException {
        return variant(name, root -> {
            delete(root.resolve("WEB-INF/lib"));
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
