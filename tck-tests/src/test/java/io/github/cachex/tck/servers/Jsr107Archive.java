// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import io.github.cachex.jcache.JcacheExtension;
import io.github.cachex.serializer.java.JavaSerializer;
import io.github.cachex.tck.jsr107.TckRun;
import io.github.cachex.tck.servers.jsr107.ServerBeans;
import io.github.cachex.tck.servers.jsr107.TckResource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.cache.annotation.BeanProvider;
import javax.cache.annotation.CacheResult;
import manager.BlogManager;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import manager.UsingDefaultCacheNameBlogManagerImpl;
import org.hamcrest.Matcher;
import org.jsr107.tck.annotation.AbstractInterceptionTest;
import org.junit.runner.JUnitCore;

/** What an application needs beside Cachex to run JSR-107's tests of its annotations. */
final class Jsr107Archive {
    private static final String CONFIGURATION = """
            cachex.prefix=jsr107
            cachex.serializer=java
            cachex.serializer.java.allow=domain.*
            """;
    /** One of each jar. */
    private static final List<Class<?>> LIBRARIES = List.of(
            JcacheExtension.class,
            JavaSerializer.class,
            CacheResult.class,
            BlogManager.class,
            AbstractInterceptionTest.class,
            JUnitCore.class,
            Matcher.class);

    private static final List<Class<?>> BEANS = List.of(
            CacheNameOnEachMethodBlogManagerImpl.class,
            ClassLevelCacheConfigBlogManagerImpl.class,
            UsingDefaultCacheNameBlogManagerImpl.class,
            ServerBeans.class,
            TckResource.class,
            TckRun.class);

    private Jsr107Archive() {}

    /** Adds all to the application in {@code root}, of which the libraries alone are left. */
    static void addTo(Path root, String beansXml) throws IOException {
        Path inside = root.resolve("WEB-INF");
        for (Class<?> part : LIBRARIES) {
            addLibrary(part, inside.resolve("lib").resolve("of-" + part.getSimpleName() + ".jar"));
        }
        Path classes = inside.resolve("classes");
        for (Class<?> bean : BEANS) {
            String file = bean.getName().replace('.', '/') + ".class";
            Files.createDirectories(classes.resolve(file).getParent());
            try (InputStream content = Objects.requireNonNull(bean.getResourceAsStream("/" + file))) {
                Files.copy(content, classes.resolve(file));
            }
        }
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(BeanProvider.class.getName()), ServerBeans.class.getName() + "\n");
        Files.writeString(classes.resolve("META-INF/microprofile-config.properties"), CONFIGURATION);
        Files.writeString(inside.resolve("beans.xml"), beansXml);
    }

    /** Adds the jar that {@code part} is in, which in a build that packs nothing is still a folder. */
    private static void addLibrary(Class<?> part, Path jar) throws IOException {
        Path from;
        try {
            from = Path.of(
                    part.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        if (Files.isRegularFile(from)) {
            Files.copy(from, jar);
            return;
        }
        Path packed = Files.createTempDirectory("library").resolve("library.jar");
        try (FileSystem made =
                        FileSystems.newFileSystem(URI.create("jar:" + packed.toUri()), Map.of("create", "true"));
                Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path to = made.getPath("/").resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        Files.move(packed, jar);
    }
}
